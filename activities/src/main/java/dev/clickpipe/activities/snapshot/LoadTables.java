package dev.clickpipe.activities.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clickpipe.activities.clickhouse.ClickHouse;
import dev.clickpipe.activities.clickhouse.DestinationTable;
import dev.clickpipe.activities.clickhouse.DestinationTables;
import dev.clickpipe.activities.clickhouse.Generation;
import dev.clickpipe.activities.clickhouse.TableSpecification;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables that loads of one source table write before one of them takes the destination's place. Every attempt has its
 * own, so that one that was frozen and given up writes to no other; and drops only those of earlier attempts, because by then
 * its successor may be at work.
 *
 * <pre>
 * _clickpipe_load_ | when the attempt was scheduled | _ | random digits | _ | beginning of the destination's name
 *                  +-------------- of its generation ----------------+
 * </pre>
 */
final class LoadTables {
    private static final String PREFIX = "_clickpipe_load_";
    private static final Pattern STAMPED = Pattern.compile("([0-9a-f]{11})_[0-9a-f]{8}(_.*)?", Pattern.DOTALL);
    /** Bytes that a name may always have; a longer one only when the destination's own is as long. */
    private static final int SHORT = 64;

    private final DestinationTables tables;
    private final String database;
    private final String target;
    private final String comment;

    LoadTables(ClickHouse clickHouse, PipeConfiguration configuration, TableName source, String target) {
        tables = new DestinationTables(clickHouse);
        database = configuration.destinationDatabase();
        comment = TableSpecification.commentOfCopy(configuration, source);
        this.target = target;
    }

    /** Drops what attempts of all tables of a pipe left, when there are no attempts any more. */
    static void dropAll(ClickHouse clickHouse, PipeConfiguration configuration) {
        DestinationTables tables = new DestinationTables(clickHouse);
        String database = configuration.destinationDatabase();
        List<String> read = configuration.tables().stream().map(TableMapping::target).toList();
        tables.beginningWith(database, PREFIX).stream()
                .filter(table -> TableSpecification.isMadeBy(configuration, table) && !read.contains(table.name()))
                .forEach(table -> tables.drop(database, table.name()));
    }

    /** Name of the table that an attempt loads for a destination. */
    static String name(String target, String generation) {
        StringBuilder name = new StringBuilder(PREFIX).append(Generation.digits(generation)).append('_');
        int room = Math.max(SHORT, bytesOfFile(target)) - name.length();
        for (int codePoint : target.codePoints().toArray()) {
            String character = Character.toString(codePoint);
            room -= bytesOfFile(character);
            if (room < 0) {
                break;
            }
            name.append(character);
        }
        return name.toString();
    }

    /** ClickHouse names files by tables, and writes three bytes for each one of a name that is no letter or digit of ASCII. */
    private static int bytesOfFile(String name) {
        int bytes = 0;
        for (byte one : name.getBytes(UTF_8)) {
            boolean plain = one == '_' || (one >= '0' && one <= '9') || (one >= 'A' && one <= 'Z')
                    || (one >= 'a' && one <= 'z');
            bytes += plain ? 1 : 3;
        }
        return bytes;
    }

    /** The one with this UUID; empty when it was dropped, renamed or has taken its place already. */
    Optional<DestinationTable> find(String uuid) {
        return all().stream().filter(table -> table.uuid().equals(uuid)).findFirst();
    }

    /** Drops what attempts before the one of this generation left. */
    void dropBefore(String generation) {
        String own = stamp(Generation.digits(generation));
        drop(order -> order < 0, own, "");
    }

    /**
     * Drops what is left when the load of this generation has taken its place: what stood there before, and what attempts
     * before it left.
     *
     * @param kept UUID of the loaded table, wherever it is
     */
    void dropUpTo(String generation, String kept) {
        drop(order -> order <= 0, stamp(Generation.digits(generation)), kept);
    }

    private void drop(IntPredicate order, String stamp, String kept) {
        for (DestinationTable table : all()) {
            String other = stamp(table.name().substring(PREFIX.length()));
            if (order.test(other.compareTo(stamp)) && table.comment().equals(comment) && !table.uuid().equals(kept)) {
                tables.drop(database, table.name());
            }
        }
    }

    /** Somebody may have named the destination itself that way. */
    private List<DestinationTable> all() {
        return tables.beginningWith(database, PREFIX).stream().filter(table -> !table.name().equals(target)).toList();
    }

    /** When the attempt was scheduled; of tables that were made before names said it the empty text, which is before all. */
    private static String stamp(String behindPrefix) {
        Matcher stamped = STAMPED.matcher(behindPrefix);
        return stamped.matches() ? stamped.group(1) : "";
    }
}
