package dev.clickpipe.workflows.service;

import dev.clickpipe.workflows.contract.TargetClaim;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a name, and for the destination tables of the pipe that is to have it.
 *
 * @param bodyDigest keyed digest of the create body, so that a repeated create finds its pipe
 * @param pipeId id of the pipe if the name is free
 * @param claim the destination tables; its pipe is replaced by the one that has the name; null from an API that claimed none
 */
public record NameReservation(String name, String bodyDigest, UUID pipeId, @Nullable TargetClaim claim) {}
