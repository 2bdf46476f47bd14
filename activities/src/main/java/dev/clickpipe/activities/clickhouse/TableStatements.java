package dev.clickpipe.activities.clickhouse;

/** The statements that define tables of a database, as all of its replicas need them. */
record TableStatements(String database, Replication replication) {
    /** Fails when there is a table of the name. */
    String create(TableSpecification table) {
        return "CREATE TABLE " + named(table.name()) + table.body(replication);
    }

    /** Does nothing when there is a table of the name. */
    String createUnlessThere(TableSpecification table) {
        return "CREATE TABLE IF NOT EXISTS " + named(table.name()) + table.body(replication);
    }

    /** Makes an empty table with the columns, the engine and the rest of another one. Fails when there is one of the name. */
    String createLike(String table, String other, String comment) {
        return "CREATE TABLE " + named(table) + " AS " + quoted(other) + " COMMENT " + Identifiers.literal(comment);
    }

    /** Fails when there is a table of the new name. */
    String rename(String table, String other) {
        return "RENAME TABLE " + quoted(table) + " TO " + named(other);
    }

    /** Swaps two names in one step on each replica. */
    String exchange(String table, String other) {
        return "EXCHANGE TABLES " + quoted(table) + " AND " + named(other);
    }

    /** Returns when the table is gone, however large it is; does nothing when it is not there. */
    String drop(String table) {
        return "DROP TABLE IF EXISTS " + named(table) + " SYNC SETTINGS max_table_size_to_drop = 0";
    }

    String comment(String table, String comment) {
        return "ALTER TABLE " + named(table) + " MODIFY COMMENT " + Identifiers.literal(comment);
    }

    private String quoted(String table) {
        return Identifiers.quote(database, table);
    }

    private String named(String table) {
        return quoted(table) + replication.clause();
    }
}
