package dev.clickpipe.deploy;

/** How the commands of this module end. The numbers stay. */
public enum ExitCode {
    GOOD(0), DIFFERENT_OR_FAILED(1), WRONG_USAGE(2), PART_FAILED(3), OUT_OF_TIME(4);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
