package dev.clickpipe.deploy.compare.table;

/** A table with its database. */
public record QualifiedName(String database, String table) {

    @Override
    public String toString() {
        return database + "." + table;
    }
}
