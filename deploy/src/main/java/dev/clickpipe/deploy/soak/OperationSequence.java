package dev.clickpipe.deploy.soak;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Operations in random order, dealt like cards: each kind comes as often as it has cards, then all are shuffled again. */
final class OperationSequence {
    private final Random random;
    private final Deque<Operation> cards = new ArrayDeque<>();

    OperationSequence(Random random) {
        this.random = random;
    }

    Operation next() {
        if (cards.isEmpty()) {
            shuffle();
        }
        return cards.removeFirst();
    }

    private void shuffle() {
        List<Operation> all = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            all.addAll(Collections.nCopies(operation.cards(), operation));
        }
        Collections.shuffle(all, random);
        cards.addAll(all);
    }
}
