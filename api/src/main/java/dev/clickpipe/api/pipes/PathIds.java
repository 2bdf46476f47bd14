package dev.clickpipe.api.pipes;

import dev.clickpipe.api.answers.RefusedException;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads the ids of a path. */
final class PathIds {
    /** {@code UUID.fromString} takes shortened forms too, which would be another spelling of the same id. */
    private static final Pattern UUID_FORM = Pattern
            .compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private PathIds() {}

    static UUID service(String organization, String service) {
        uuid("organizationId", organization);
        return uuid("serviceId", service);
    }

    static UUID pipe(String id) {
        if (!UUID_FORM.matcher(id).matches()) {
            throw PipeCommands.notFound(id);
        }
        return UUID.fromString(id);
    }

    private static UUID uuid(String field, String text) {
        if (!UUID_FORM.matcher(text).matches()) {
            throw RefusedException.badRequest(field + " (" + text + "): it is not a UUID; give one such as "
                    + "11111111-1111-4111-8111-111111111111");
        }
        return UUID.fromString(text);
    }
}
