package dev.clickpipe.deploy.soak;

/** What is done to a pipe, and how often, of 100. */
enum Operation {
    PAUSE(13), RESUME(18), ADD_TABLE(14), DROP_TABLE(16), RESYNC_TABLE(14), RESYNC_PIPE(7), SETTINGS(8), KILL_WORKER(8),
    CREATE_AGAIN(2);

    private final int weight;

    Operation(int weight) {
        this.weight = weight;
    }

    /** @param number 0 to 99 */
    static Operation of(int number) {
        int rest = number;
        for (Operation operation : values()) {
            rest -= operation.weight;
            if (rest < 0) {
                return operation;
            }
        }
        throw new IllegalArgumentException(number + " is not below 100");
    }
}
