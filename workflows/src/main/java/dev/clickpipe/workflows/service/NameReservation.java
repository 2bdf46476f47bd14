package dev.clickpipe.workflows.service;

import java.util.UUID;

/**
 * Asks for a name.
 *
 * @param bodyDigest keyed digest of the create body, so that a repeated create finds its pipe
 * @param pipeId id of the pipe if the name is free
 */
public record NameReservation(String name, String bodyDigest, UUID pipeId) {}
