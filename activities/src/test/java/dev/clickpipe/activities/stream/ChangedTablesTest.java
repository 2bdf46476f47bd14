package dev.clickpipe.activities.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChangedTablesTest {
    private final ChangedTables changed = new ChangedTables(4);

    @Test
    void tablesChangedSinceASavepointAreKnown() {
        changed.transactionStarted();
        changed.changed(3);
        changed.transactionStarted();
        assertThat(changed.all().isEmpty()).isTrue();
        changed.changed(0);
        changed.savepointSet("a");
        changed.changed(1);
        changed.savepointSet("b");
        assertThat(changed.sinceSavepoint("b").isEmpty()).isTrue();
        changed.changed(2);
        assertThat(changed.sinceSavepoint("b")).hasToString("{2}");
        assertThat(changed.sinceSavepoint("a")).hasToString("{1, 2}");
        assertThat(changed.sinceSavepoint("unknown")).hasToString("{0, 1, 2}");
        changed.savepointSet("a");
        changed.changed(1);
        assertThat(changed.sinceSavepoint("a")).as("set again").hasToString("{1}");
        changed.transactionStarted();
        changed.changed(2);
        assertThat(changed.sinceSavepoint("a")).as("of the transaction before").hasToString("{2}");
    }
}
