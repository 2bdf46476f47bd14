package dev.clickpipe.workflows.position;

import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How people write sets of GTIDs, white space left out. MySQL: {@code uuid[:tag]:1-5:7,...}, the tag for all intervals
 * behind it up to the next one; MariaDB, the last of each domain: {@code 0-1-5,...} of domain, server and number.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.0/en/replication-gtids-concepts.html">MySQL</a>
 * @see <a href="https://mariadb.com/kb/en/gtid/">MariaDB</a>
 */
public final class GtidNotation {
    private static final Pattern UUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern TAG = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,31}");
    private static final Pattern INTERVAL = Pattern.compile("(\\d{1,19})(?:-(\\d{1,19}))?");
    private static final Pattern OF_DOMAIN = Pattern.compile("(\\d{1,10})-(\\d{1,10})-(\\d{1,18})");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final long HIGHEST_NUMBER_32 = 4_294_967_295L;

    private GtidNotation() {}

    /** Whether a text is a set with at least one transaction, in the notation of a family. */
    public static boolean isSet(Flavour flavour, String text) {
        String set = SPACE.matcher(text).replaceAll("");
        return switch (flavour) {
            case MYSQL -> isOfMySql(set);
            case MARIADB -> isOfMariaDb(set);
        };
    }

    /** Where the server shows the set of what it has committed, and how one looks. */
    public static String example(Flavour flavour) {
        return switch (flavour) {
            case MYSQL -> "SELECT @@global.gtid_executed shows one, such as"
                    + " 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5";
            case MARIADB -> "SELECT @@global.gtid_binlog_pos shows one, such as 0-1-5";
        };
    }

    private static boolean isOfMySql(String set) {
        for (String ofServer : set.split(",", -1)) {
            String[] parts = ofServer.split(":", -1);
            boolean complete = false;
            if (!UUID.matcher(parts[0]).matches()) {
                return false;
            }
            for (int index = 1; index < parts.length; index++) {
                Matcher interval = INTERVAL.matcher(parts[index]);
                boolean tag = !interval.matches();
                if (tag ? !TAG.matcher(parts[index]).matches() : !rises(interval)) {
                    return false;
                }
                complete = !tag;
            }
            if (!complete) {
                return false;
            }
        }
        return true;
    }

    /** The first number is 1; the last one has 63 bits. */
    private static boolean rises(Matcher interval) {
        try {
            long first = Long.parseLong(interval.group(1));
            String last = interval.group(2);
            return first >= 1 && (last == null || Long.parseLong(last) >= first);
        } catch (NumberFormatException tooLarge) {
            return false;
        }
    }

    private static boolean isOfMariaDb(String set) {
        Set<Long> domains = new HashSet<>();
        for (String ofDomain : set.split(",", -1)) {
            Matcher gtid = OF_DOMAIN.matcher(ofDomain);
            if (!gtid.matches() || Long.parseLong(gtid.group(1)) > HIGHEST_NUMBER_32
                    || Long.parseLong(gtid.group(2)) > HIGHEST_NUMBER_32
                    || !domains.add(Long.parseLong(gtid.group(1)))) {
                return false;
            }
        }
        return true;
    }
}
