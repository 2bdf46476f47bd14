package dev.clickpipe.deploy.soak;

/** What came of an operation. */
sealed interface Outcome {
    /** The same with the table it was about. */
    default Outcome of(String table) {
        return this;
    }

    /** The pipe has taken it. */
    record Done(String answered) implements Outcome {
        @Override
        public Outcome of(String table) {
            return new Done(table + ", " + answered);
        }

        @Override
        public String toString() {
            return "done: " + answered;
        }
    }

    /** There was nothing to do. */
    record Idle(String why) implements Outcome {
        @Override
        public String toString() {
            return "idle: " + why;
        }
    }

    /** The pipe has refused it, which it may. */
    record Refused(String why) implements Outcome {
        @Override
        public String toString() {
            return "refused: " + why;
        }
    }
}
