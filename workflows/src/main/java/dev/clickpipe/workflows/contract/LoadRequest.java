package dev.clickpipe.workflows.contract;

import dev.clickpipe.workflows.settings.PipeConfiguration;

/** Asks for one partition to be loaded. */
public record LoadRequest(PipeConfiguration configuration, RoutedTable table, Partition partition) {}
