package dev.clickpipe.deploy.parts;

import dev.clickpipe.deploy.parts.process.SupervisedProcess;
import java.util.Map;
import java.util.Optional;

/** A part that answers. */
public interface RunningPart {
    /** Name of the part. */
    String name();

    /** Where it answers, without user or password. */
    String address();

    /** Where it came from, in words. */
    String origin();

    /** What {@code addresses.json} says of it, by name; may hold passwords. */
    Map<String, String> entries();

    /** Its process, unless it runs elsewhere. */
    Optional<SupervisedProcess> process();
}
