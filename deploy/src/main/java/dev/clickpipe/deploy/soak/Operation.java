package dev.clickpipe.deploy.soak;

/** What is done to a pipe. */
enum Operation {
    PAUSE(4), RESUME(5), ADD_TABLE(4), DROP_TABLE(5), RESYNC_TABLE(4), RESYNC_PIPE(2), SETTINGS(2), KILL_WORKER(3),
    CREATE_AGAIN(1);

    private final int cards;

    Operation(int cards) {
        this.cards = cards;
    }

    /** How often it is in one {@link OperationSequence}. */
    int cards() {
        return cards;
    }
}
