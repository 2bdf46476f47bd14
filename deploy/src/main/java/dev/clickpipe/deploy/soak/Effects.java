package dev.clickpipe.deploy.soak;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** How many operations the pipe was asked for, and which of them changed something. */
final class Effects {
    private final Map<Operation, Integer> effective = new EnumMap<>(Operation.class);
    private int asked;

    /** One that found nothing to do was not asked for. */
    void count(Operation operation, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done _ -> {
                asked++;
                effective.merge(operation, 1, Integer::sum);
            }
            case Outcome.Refused _ -> asked++;
            case Outcome.Idle _ -> {
            }
        }
    }

    int asked() {
        return asked;
    }

    /** Each kind at least once, and half of all: a run in which nearly all is refused says nothing of the pipe. */
    boolean enough() {
        return missing().isEmpty() && total() * 2 >= asked;
    }

    private Set<Operation> missing() {
        Set<Operation> missing = EnumSet.allOf(Operation.class);
        missing.removeAll(effective.keySet());
        return missing;
    }

    private int total() {
        return effective.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String toString() {
        return total() + " of " + asked + " operations took effect: " + effective
                + (enough() ? "" : ", too few" + (missing().isEmpty() ? "" : ", none of " + missing()));
    }
}
