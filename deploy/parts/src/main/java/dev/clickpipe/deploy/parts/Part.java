package dev.clickpipe.deploy.parts;

/**
 * One server or process that can be started.
 *
 * @param <R>
 *            what is known of it once it runs
 */
public interface Part<R extends RunningPart> {
    /** Unique in its state folder; names its folder, its log and its line of output. */
    String name();

    /**
     * Resolves the part, in this order: an address that the user gives, a program on PATH, the embedded one; starts it
     * unless it runs elsewhere; returns when it answers.
     *
     * @throws dev.clickpipe.deploy.parts.process.PartException
     *             when it cannot be had or does not answer in time
     */
    R start(Launch launch);
}
