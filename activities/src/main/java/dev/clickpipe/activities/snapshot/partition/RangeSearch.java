package dev.clickpipe.activities.snapshot.partition;

import dev.clickpipe.workflows.contract.KeyBound.ColumnValue;
import dev.clickpipe.workflows.contract.KeyBound.Form;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the end of a range by computing whole numbers and asking the server how many rows lie between them, so that
 * nothing is read. Numbers may be spread in any way: gaps are jumped, and a range gets narrower until it is small enough. A
 * number that alone has too many rows is split by the key's next column.
 */
final class RangeSearch {
    /** A range is accepted with half as many rows as are aimed at, and with up to this many times as many. */
    private static final double MOST = 2.5;
    /** How much wider a range gets at once. */
    private static final long GROWTH = 1024;
    /** More than halving a 64-bit number takes. */
    private static final int TRIES = 100;

    private final PartitionKey key;
    private final KeyQueries queries;
    private final IndexWalk walk;
    private final long rows;
    private final long tableRows;
    /** By the number of columns before: how wide the last range was. */
    private final Map<Integer, BigInteger> widths = new HashMap<>();

    RangeSearch(PartitionKey key, KeyQueries queries, IndexWalk walk, long rows, long tableRows) {
        this.key = key;
        this.queries = queries;
        this.walk = walk;
        this.rows = rows;
        this.tableRows = tableRows;
    }

    /** The end of the range that begins at a place; null at the end of the table. */
    @Nullable
    List<ColumnValue> next(List<ColumnValue> from) throws SQLException {
        return next(List.of(), from);
    }

    /**
     * The same among the rows that begin with some values.
     *
     * @param values of the first columns
     * @param from values of the columns behind those; empty: before all
     */
    private @Nullable List<ColumnValue> next(List<ColumnValue> values, List<ColumnValue> from) throws SQLException {
        if (key.columns().get(values.size()).cut() != PartitionColumn.Cut.INTEGERS) {
            return walk.next(and(values, from));
        }
        BigInteger given = from.isEmpty() ? null : new BigInteger(from.getFirst().value());
        if (given != null && from.size() > 1) {
            return within(values, given, from.subList(1, from.size()));
        }
        BigInteger lowest = queries.lowest(values, given);
        BigInteger highest = queries.highest(values);
        if (lowest == null || highest == null) {
            return null;
        }
        if (values.isEmpty() && from.isEmpty() && key.columns().getFirst().nullable() && queries.hasNulls()) {
            return and(values, lowest);
        }
        BigInteger width = width(values, lowest, highest);
        widths.put(values.size(), width);
        if (width.equals(BigInteger.ONE) && tooMany(queries.estimate(values, lowest, lowest.add(BigInteger.ONE)))) {
            // Without a next column the number cannot be split; but the estimate may be wrong, and then all numbers would be
            // ranges of their own.
            return values.size() + 1 < key.columns().size()
                    ? within(values, lowest, List.of())
                    : walk.next(and(values, lowest));
        }
        BigInteger end = lowest.add(width);
        return end.compareTo(highest) > 0 ? null : and(values, end);
    }

    /** A place among the rows of one number, or the next number. */
    private @Nullable List<ColumnValue> within(List<ColumnValue> values, BigInteger number, List<ColumnValue> from)
            throws SQLException {
        List<ColumnValue> inside = next(and(values, number), from);
        if (inside != null) {
            return inside;
        }
        BigInteger following = queries.lowest(values, number.add(BigInteger.ONE));
        return following == null ? null : and(values, following);
    }

    private BigInteger width(List<ColumnValue> values, BigInteger lowest, BigInteger highest) throws SQLException {
        BigInteger tooNarrow = BigInteger.ZERO;
        BigInteger tooWide = null;
        BigInteger width = firstWidth(values, lowest, highest);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            BigInteger end = lowest.add(width);
            boolean last = end.compareTo(highest) > 0;
            long found = queries.estimate(values, lowest, last ? null : end);
            if (tooMany(found)) {
                tooWide = width;
                width = tooNarrow.signum() == 0 ? narrower(width, found) : between(tooNarrow, width);
            } else if (found < rows / 2 && !last) {
                tooNarrow = width;
                width = tooWide == null ? wider(width, found) : between(width, tooWide);
            } else {
                return width;
            }
            if (width.equals(tooNarrow) || width.equals(tooWide)) {
                return width;
            }
        }
        return width;
    }

    private boolean tooMany(long found) {
        return found > MOST * rows;
    }

    /** What the last range had, or all numbers over the table's ranges. */
    private BigInteger firstWidth(List<ColumnValue> values, BigInteger lowest, BigInteger highest) {
        BigInteger known = widths.get(values.size());
        return known != null
                ? known
                : highest.subtract(lowest).multiply(BigInteger.valueOf(rows))
                        .divide(BigInteger.valueOf(Math.max(tableRows, rows))).add(BigInteger.ONE);
    }

    private BigInteger narrower(BigInteger width, long found) {
        BigInteger share = width.multiply(BigInteger.valueOf(rows)).divide(BigInteger.valueOf(found));
        return share.min(width.shiftRight(1)).max(BigInteger.ONE);
    }

    private BigInteger wider(BigInteger width, long found) {
        return width.multiply(BigInteger.valueOf(Math.clamp(rows / Math.max(1, found), 2, GROWTH)));
    }

    /** Their geometric mean, because they may be far apart; the narrower one when there is nothing between. */
    private static BigInteger between(BigInteger narrow, BigInteger wide) {
        BigInteger middle = narrow.multiply(wide).sqrt().max(narrow.add(BigInteger.ONE));
        return middle.compareTo(wide) < 0 ? middle : narrow;
    }

    private static List<ColumnValue> and(List<ColumnValue> values, BigInteger number) {
        return and(values, List.of(new ColumnValue(Form.NUMBER, number.toString())));
    }

    private static List<ColumnValue> and(List<ColumnValue> values, List<ColumnValue> more) {
        List<ColumnValue> all = new ArrayList<>(values);
        all.addAll(more);
        return List.copyOf(all);
    }
}
