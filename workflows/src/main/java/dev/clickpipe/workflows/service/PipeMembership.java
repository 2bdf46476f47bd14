package dev.clickpipe.workflows.service;

import java.util.UUID;

/** A pipe that uses the service's compute, and its name. */
public record PipeMembership(UUID pipeId, String pipeName) {}
