package dev.clickpipe.workflows.contract;

/** What a lease leaves behind: how far it came, and why it ended. */
public record LeaseResult(StreamProgress progress, LeaseEnding ending) {}
