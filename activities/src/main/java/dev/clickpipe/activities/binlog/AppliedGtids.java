package dev.clickpipe.activities.binlog;

import com.github.shyiko.mysql.binlog.GtidSet;
import com.github.shyiko.mysql.binlog.MariadbGtidSet;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The GTIDs of transactions that were applied; moved at ends of transactions alone, which is why the client's own set,
 * which moves before, is never used for positions. For one thread.
 */
public sealed interface AppliedGtids {
    /**
     * Reads a set in the source's notation; the empty text is the empty set.
     *
     * @throws IllegalArgumentException for text that is no set of this family
     */
    static AppliedGtids parse(Flavour flavour, String set) {
        String text = set.replaceAll("\\s", "");
        return switch (flavour) {
            case MYSQL -> new MySql(new GtidSet(text.toLowerCase(Locale.ROOT)));
            case MARIADB -> MariaDb.parse(text);
        };
    }

    /** Adds the GTID of one transaction. */
    void add(String gtid);

    /** Whether the transaction with this GTID is among them. */
    boolean contains(String gtid);

    /** Whether all of another set of the same family are among them. */
    boolean containsAll(AppliedGtids others);

    /** Those of another set of the same family that are not among them, in the source's notation; empty when all are. */
    String lacking(AppliedGtids others);

    /**
     * Those of another set of the same family that are not among them and come before others that are: a stream from here
     * would apply them behind what followed them. Empty when there are none, or the notation cannot say.
     */
    String passedOver(AppliedGtids others);

    /** The GTID with the highest number of each server and tag; on MariaDB of each domain. */
    List<String> newest();

    /** The set in the source's notation. */
    @Override
    String toString();

    /** MySQL: intervals per server and tag. */
    final class MySql implements AppliedGtids {
        private final GtidSet set;

        private MySql(GtidSet set) {
            this.set = set;
        }

        @Override
        public void add(String gtid) {
            set.add(gtid);
        }

        @Override
        public boolean contains(String gtid) {
            return new GtidSet(gtid).isContainedWithin(set);
        }

        @Override
        public boolean containsAll(AppliedGtids others) {
            return others instanceof MySql mySql && mySql.set.isContainedWithin(set);
        }

        /** Where some of a server's transactions are lacking, all that the other set has of that server. */
        @Override
        public String lacking(AppliedGtids others) {
            return others instanceof MySql mySql
                    ? Arrays.stream(mySql.set.toString().split(",", -1))
                            .filter(ofServer -> !new GtidSet(ofServer).isContainedWithin(set))
                            .collect(Collectors.joining(","))
                    : others.toString();
        }

        @Override
        public String passedOver(AppliedGtids others) {
            return others instanceof MySql mySql
                    ? set.getUUIDSets().stream().flatMap(mine -> before(mine, mySql))
                            .filter(piece -> !new GtidSet(piece).isContainedWithin(set))
                            .collect(Collectors.joining(","))
                    : "";
        }

        /** What another set has of a server, up to the highest number here. */
        private static Stream<String> before(GtidSet.UUIDSet mine, MySql other) {
            long highest = mine.getIntervals().stream().mapToLong(GtidSet.Interval::getEnd).max().orElse(0);
            return other.set.getUUIDSets().stream()
                    .filter(theirs -> theirs.getServerId().equals(mine.getServerId())
                            && Objects.equals(theirs.getTag(), mine.getTag()))
                    .flatMap(theirs -> theirs.getIntervals().stream())
                    .filter(interval -> interval.getStart() <= highest)
                    .map(interval -> mine.getServerId() + tagOf(mine) + ":" + interval.getStart() + "-"
                            + Math.min(interval.getEnd(), highest));
        }

        @Override
        public List<String> newest() {
            return set.getUUIDSets().stream().map(ofServer -> ofServer.getServerId() + tagOf(ofServer) + ":"
                    + ofServer.getIntervals().stream().mapToLong(GtidSet.Interval::getEnd).max().orElse(0)).toList();
        }

        private static String tagOf(GtidSet.UUIDSet ofServer) {
            return ofServer.getTag() == null || ofServer.getTag().isEmpty() ? "" : ":" + ofServer.getTag();
        }

        @Override
        public String toString() {
            return set.toString();
        }
    }

    /**
     * MariaDB: the last transaction per domain. The client's own set compares servers one by one, but a domain is one
     * sequence, whichever server wrote it.
     */
    final class MariaDb implements AppliedGtids {
        private final Map<Long, MariadbGtidSet.MariaGtid> last = new TreeMap<>();

        private static MariaDb parse(String text) {
            MariaDb set = new MariaDb();
            if (!text.isEmpty()) {
                if (!MariadbGtidSet.isMariaGtidSet(text)) {
                    throw new IllegalArgumentException("no GTID position of MariaDB: " + text);
                }
                for (String gtid : text.split(",", -1)) {
                    set.add(gtid);
                }
            }
            return set;
        }

        @Override
        public void add(String gtid) {
            MariadbGtidSet.MariaGtid parsed = MariadbGtidSet.MariaGtid.parse(gtid);
            last.put(parsed.getDomainId(), parsed);
        }

        @Override
        public boolean contains(String gtid) {
            MariadbGtidSet.MariaGtid parsed = MariadbGtidSet.MariaGtid.parse(gtid);
            MariadbGtidSet.MariaGtid known = last.get(parsed.getDomainId());
            return known != null && parsed.getSequence() <= known.getSequence();
        }

        @Override
        public boolean containsAll(AppliedGtids others) {
            return others instanceof MariaDb mariaDb
                    && mariaDb.last.values().stream().allMatch(gtid -> contains(gtid.toString()));
        }

        @Override
        public String lacking(AppliedGtids others) {
            return others instanceof MariaDb mariaDb
                    ? mariaDb.last.values().stream().map(MariadbGtidSet.MariaGtid::toString)
                            .filter(gtid -> !contains(gtid)).collect(Collectors.joining(","))
                    : others.toString();
        }

        /** One number for a domain leaves no gaps. */
        @Override
        public String passedOver(AppliedGtids others) {
            return "";
        }

        @Override
        public List<String> newest() {
            return last.values().stream().map(MariadbGtidSet.MariaGtid::toString).toList();
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            for (MariadbGtidSet.MariaGtid gtid : last.values()) {
                text.append(text.isEmpty() ? "" : ",").append(gtid);
            }
            return text.toString();
        }
    }
}
