package dev.clickpipe.workflows.contract;

import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableName;

/**
 * Asks for a load table to take the place of a destination table.
 *
 * @param route the destination as it was when the load began
 */
public record LoadTableSwapRequest(PipeConfiguration configuration, TableName source, Route route, LoadTable load) {}
