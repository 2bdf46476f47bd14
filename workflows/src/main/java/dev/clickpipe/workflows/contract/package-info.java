/** What workflows ask of activities: one interface per pair of hands, and the records that go to and fro. */
@NullMarked
package dev.clickpipe.workflows.contract;

import org.jspecify.annotations.NullMarked;
