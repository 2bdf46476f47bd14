package dev.clickpipe.deploy.parts;

import java.io.IOException;

/** A process of its own for tests: says a greeting and waits until its standard input closes. */
public final class WaitingMain {
    private WaitingMain() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("fail")) {
            System.err.println("the reason");
            System.exit(7);
        }
        System.out.println(System.getenv("WAITING_GREETING"));
        while (System.in.read() >= 0) {
            // Nothing is ever written to it.
        }
    }
}
