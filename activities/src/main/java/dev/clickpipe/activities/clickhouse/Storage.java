package dev.clickpipe.activities.clickhouse;

import java.util.List;

/** How a destination table keeps its rows, as CREATE TABLE says it. */
public sealed interface Storage {
    /** The engine and all that belongs to it. */
    String engine(Replication replication);

    /** An index behind the columns, with a comma before it; empty for none. */
    default String index() {
        return "";
    }

    /**
     * One row per sorting key under FINAL, the one with the highest version.
     *
     * @param sortingKey names of columns; the destination tells rows apart by them
     * @param versionColumn the column that orders the changes of a row
     * @param deletedColumn the column that is 1 for tombstones
     * @param deleteOnMerge tombstones vanish when old parts merge
     */
    record Keyed(List<String> sortingKey, String versionColumn, String deletedColumn, boolean deleteOnMerge)
            implements
                Storage {
        // Parts are merged with clean-up when they are a day old: a replay of older changes would bring back rows whose
        // tombstones are gone, and replays are younger.
        private static final String CLEANUP = ", allow_experimental_replacing_merge_with_cleanup = 1,"
                + " enable_replacing_merge_with_cleanup_for_min_age_to_force_merge = 1,"
                + " min_age_to_force_merge_on_partition_only = 1, min_age_to_force_merge_seconds = 86400";

        public Keyed {
            sortingKey = List.copyOf(sortingKey);
        }

        @Override
        public String engine(Replication replication) {
            return "ENGINE = " + replication.engine("ReplacingMergeTree") + "(" + Identifiers.quote(versionColumn)
                    + ", "
                    + Identifiers.quote(deletedColumn) + ")\nORDER BY (" + Identifiers.quoteAll(sortingKey)
                    + ")\nSETTINGS allow_nullable_key = 1" + (deleteOnMerge ? CLEANUP : "");
        }
    }

    /**
     * Every row that was ever inserted; remembers the tokens of its inserts.
     *
     * @param versionColumn its highest value is asked for before every insert
     */
    record Appended(List<String> sortingKey, String versionColumn) implements Storage {
        /** An insert may arrive late by as many others. */
        private static final int TOKENS = 100_000;

        public Appended {
            sortingKey = List.copyOf(sortingKey);
        }

        @Override
        public String engine(Replication replication) {
            return "ENGINE = " + replication.engine("MergeTree") + "\nORDER BY (" + Identifiers.quoteAll(sortingKey)
                    + ")\nSETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = " + TOKENS
                    + ", replicated_deduplication_window = " + TOKENS
                    + ", replicated_deduplication_window_seconds = 31536000";
        }

        @Override
        public String index() {
            return sortingKey.getFirst().equals(versionColumn)
                    ? ""
                    : ",\nINDEX " + Identifiers.quote(versionColumn + "_edges") + " " + Identifiers.quote(versionColumn)
                            + " TYPE minmax GRANULARITY 1";
        }
    }

    /** All rows, told apart by nobody. */
    record Kept(List<String> sortingKey) implements Storage {
        public Kept {
            sortingKey = List.copyOf(sortingKey);
        }

        @Override
        public String engine(Replication replication) {
            return "ENGINE = " + replication.engine("MergeTree") + "\nORDER BY (" + Identifiers.quoteAll(sortingKey)
                    + ")";
        }
    }

    /** Nothing; rows go to the materialized views behind it. */
    record Nothing() implements Storage {
        @Override
        public String engine(Replication replication) {
            return "ENGINE = Null";
        }
    }
}
