package dev.clickpipe.workflows.service;

import dev.clickpipe.workflows.contract.TargetClaim;
import java.time.Instant;

/**
 * A claim that has not ended.
 *
 * @param create whether it is one of a create, so that it ends when the pipe's workflow was started: its memo shows all targets
 * from then on; else the pipe exists, and is to feed these tables besides
 * @param until when it ends if nobody ends it before
 */
public record PendingClaim(TargetClaim claim, boolean create, Instant until) {}
