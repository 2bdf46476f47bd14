/**
 * The servers a pipe needs beside itself, Temporal, MariaDB, MySQL and ClickHouse, each found or fetched, started as a
 * process of its own, watched and stopped.
 */
@NullMarked
package dev.clickpipe.deploy.parts;

import org.jspecify.annotations.NullMarked;
