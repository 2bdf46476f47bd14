/** A service: what the pipes of one ClickHouse service share, their names and their compute. */
@NullMarked
package dev.clickpipe.workflows.service;

import org.jspecify.annotations.NullMarked;
