package dev.clickpipe.deploy.gateway.statement;

import org.jspecify.annotations.Nullable;

/** Knows the formats of the engine. */
@FunctionalInterface
public interface FormatNames {
    /** The format as the engine writes it, whatever the case of its letters; null when there is none of that name. */
    @Nullable
    String find(String name);
}
