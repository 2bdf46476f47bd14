package dev.clickpipe.deploy.soak;

import java.util.EnumMap;
import java.util.Map;

/** How many operations were carried out, and which of them changed something. */
final class Effects {
    private final Map<Operation, Integer> effective = new EnumMap<>(Operation.class);
    private int carriedOut;

    void count(Operation operation, Outcome outcome) {
        carriedOut++;
        if (outcome.effective()) {
            effective.merge(operation, 1, Integer::sum);
        }
    }

    /** Half of them at least: a run in which nearly all is refused says nothing of the pipe. */
    boolean enough() {
        return carriedOut > 0 && total() * 2 >= carriedOut;
    }

    private int total() {
        return effective.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String toString() {
        return total() + " of " + carriedOut + " operations took effect: " + effective;
    }
}
