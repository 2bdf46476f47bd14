package dev.clickpipe.workflows.pipe;

import java.time.Instant;

import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.TableName;

/** Why a table is not followed while the others are. */
public record FailedTable(TableName table, Instant since, PipeError error) {}
