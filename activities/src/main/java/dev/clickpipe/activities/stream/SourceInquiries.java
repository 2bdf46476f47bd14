package dev.clickpipe.activities.stream;

import dev.clickpipe.activities.history.HistoryCheck;
import dev.clickpipe.activities.stream.statement.StatementEffect;

/**
 * What a reader of the binlog may ask the source, beside the events, while it does not hold the batch.
 *
 * @param history asked before the first transaction is read
 * @param statements which tables a statement concerns
 * @param prepares finds the PREPARE of an XA transaction that was prepared before reading began
 */
record SourceInquiries(HistoryCheck history, StatementEffect statements, PrepareSearch prepares) {}
