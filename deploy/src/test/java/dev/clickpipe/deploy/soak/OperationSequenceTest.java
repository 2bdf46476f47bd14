package dev.clickpipe.deploy.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OperationSequenceTest {
    private static final int CARDS = Arrays.stream(Operation.values()).mapToInt(Operation::cards).sum();

    @Test
    void eachDeckHasEachKindAsOftenAsItHasCards() {
        OperationSequence deck = new OperationSequence(new Random(7));
        for (int decks = 0; decks < 3; decks++) {
            List<Operation> dealt = dealt(deck);
            for (Operation operation : Operation.values()) {
                assertThat(dealt).filteredOn(operation::equals).hasSize(operation.cards());
            }
        }
    }

    @Test
    void aSeedRepeatsTheOrder() {
        assertThat(dealt(new OperationSequence(new Random(7)))).isEqualTo(dealt(new OperationSequence(new Random(7))))
                .isNotEqualTo(dealt(new OperationSequence(new Random(8))));
    }

    private static List<Operation> dealt(OperationSequence deck) {
        return Stream.generate(deck::next).limit(CARDS).toList();
    }
}
