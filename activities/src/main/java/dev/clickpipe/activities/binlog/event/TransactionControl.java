package dev.clickpipe.activities.binlog.event;

import dev.clickpipe.activities.binlog.xa.XaId;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A statement that begins, marks or ends a transaction, as the servers themselves write them into the binlog. */
sealed interface TransactionControl {
    record Begin() implements TransactionControl {}

    record Commit() implements TransactionControl {}

    record Rollback() implements TransactionControl {}

    record Savepoint(String name) implements TransactionControl {}

    record RollbackTo(String savepoint) implements TransactionControl {}

    record XaStart(XaId id) implements TransactionControl {}

    /** XA_PREPARE follows. */
    record XaEnd() implements TransactionControl {}

    record XaDecision(XaId id, boolean commits) implements TransactionControl {}

    /** In group 1 what it is, in group 2 about what. */
    Pattern FORM = Pattern.compile("(SAVEPOINT|ROLLBACK\\s+TO|XA\\s+(?:START|BEGIN|END|COMMIT|ROLLBACK))\\s+(.+)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    /** A name in the quotes of any sql_mode; doubled inside. */
    Pattern QUOTED = Pattern.compile("([`\"])(.*)\\1", Pattern.DOTALL);

    /** What a statement does; null when it is another one. */
    static @Nullable TransactionControl of(String text) {
        return switch (text) {
            case "BEGIN" -> new Begin();
            case "COMMIT" -> new Commit();
            case "ROLLBACK" -> new Rollback();
            default -> mayBeAnother(text) ? another(text) : null;
        };
    }

    private static boolean mayBeAnother(String text) {
        return switch (text.isEmpty() ? ' ' : text.charAt(0)) {
            case 'S', 's', 'R', 'r', 'X', 'x' -> true;
            default -> false;
        };
    }

    private static @Nullable TransactionControl another(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        String what = form.group(1).toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
        return switch (what) {
            case "SAVEPOINT" -> new Savepoint(name(form.group(2)));
            case "ROLLBACK TO" -> new RollbackTo(name(form.group(2)));
            case "XA START", "XA BEGIN" -> new XaStart(new XaId(form.group(2)));
            case "XA END" -> new XaEnd();
            default -> new XaDecision(new XaId(form.group(2)), what.equals("XA COMMIT"));
        };
    }

    /** Names of savepoints that differ in case alone are the same to the servers. */
    private static String name(String written) {
        Matcher quoted = QUOTED.matcher(written.strip());
        if (!quoted.matches()) {
            return written.strip().toLowerCase(Locale.ROOT);
        }
        String quote = quoted.group(1);
        return quoted.group(2).replace(quote + quote, quote).toLowerCase(Locale.ROOT);
    }
}
