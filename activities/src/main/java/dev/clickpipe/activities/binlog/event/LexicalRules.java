package dev.clickpipe.activities.binlog.event;

import dev.clickpipe.workflows.position.SourceIdentity.Flavour;

/**
 * How a server cut a statement into tokens.
 *
 * @param flavour whose version comments count
 * @param ansiQuotes whether double quotes hold a name, without escapes (sql_mode ANSI_QUOTES); else they hold a text
 * @param backslashEscapes whether a backslash in a text escapes; not so with sql_mode NO_BACKSLASH_ESCAPES
 * @param utf8 whether the client's character set is UTF-8 or a part of it. In any other, a question mark may be what the
 * server wrote for a character that the set does not have, and a no-break space separates
 */
public record LexicalRules(Flavour flavour, boolean ansiQuotes, boolean backslashEscapes, boolean utf8) {
    /** What a session has whose sql_mode and character set were not changed. */
    public static LexicalRules usual(Flavour flavour) {
        return new LexicalRules(flavour, false, true, true);
    }
}
