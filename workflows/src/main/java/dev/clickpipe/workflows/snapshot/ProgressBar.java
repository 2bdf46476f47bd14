package dev.clickpipe.workflows.snapshot;

/** How far the load of a table is, as a bar made of text. */
public final class ProgressBar {
    private static final int WIDTH = 20;

    private ProgressBar() {}

    /** Of a table that is loaded. */
    public static String full() {
        return "█".repeat(WIDTH);
    }

    /**
     * Of a table that is not loaded yet, and never full: the estimate may be too low.
     *
     * @param partitions of the whole table, as far as they are known
     */
    public static String of(int partitionsDone, int partitions) {
        int done = (int) Math.min(WIDTH - 1, (long) WIDTH * partitionsDone / Math.max(1, partitions));
        return "█".repeat(done) + "░".repeat(WIDTH - done);
    }
}
