package dev.clickpipe.activities.binlog.table;

/** Lets tests of other packages ask {@link Collations}. */
public final class CollationsProbe {
    private CollationsProbe() {}

    public static String characterSet(int collation) {
        return Collations.characterSet(collation);
    }
}
