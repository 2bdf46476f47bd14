package dev.clickpipe.activities.clickhouse;

import java.util.Optional;

/**
 * How the tables of a database come to all of its replicas. Paths and names in Keeper are the servers' own defaults
 * (default_replica_path, default_replica_name), so that no definition names them. A table's UUID is the same on all
 * replicas: the server that gets the statement chooses it.
 */
public sealed interface Replication {
    /** One server, or several that share their tables without being told to. */
    record None() implements Replication {}

    /** The database replicates definitions; its tables must replicate their rows. */
    record ByDatabase() implements Replication {}

    /** Every definition goes to all servers of a cluster. */
    record OnCluster(String name) implements Replication {}

    /**
     * That of a database.
     *
     * @param databaseEngine as system.databases says it; a database that replicates by itself takes no ON CLUSTER
     * @param cluster the one that the worker was told to define tables on
     */
    static Replication of(String databaseEngine, Optional<String> cluster) {
        return databaseEngine.equals("Replicated")
                ? new ByDatabase()
                : cluster.<Replication>map(OnCluster::new).orElseGet(None::new);
    }

    /** An engine of the MergeTree family as tables of the database need it. */
    default String engine(String family) {
        return switch (this) {
            case None _ -> family;
            case ByDatabase _,OnCluster _ -> "Replicated" + family;
        };
    }

    /** What follows the names of tables in a definition; empty, or with a space before it. */
    default String clause() {
        return switch (this) {
            case None _,ByDatabase _ -> "";
            case OnCluster(String name) -> " ON CLUSTER " + Identifiers.quote(name);
        };
    }
}
