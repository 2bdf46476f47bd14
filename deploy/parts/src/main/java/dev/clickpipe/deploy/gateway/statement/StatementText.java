package dev.clickpipe.deploy.gateway.statement;

import org.jspecify.annotations.Nullable;

/** What the first bytes of a request's text are. */
public sealed interface StatementText {
    /** The bytes given end before that can be told. */
    record Incomplete() implements StatementText {}

    /** No data follow: the whole text is the statement. */
    record Whole() implements StatementText {}

    /**
     * An INSERT that is followed by its data.
     *
     * @param headEnd where the clause that names the format begins: the statement without it is before
     * @param format name of the input format
     * @param dataStart where the data begin
     * @param selects whether the data are read by a SELECT … FROM input()
     */
    record Insert(int headEnd, String format, int dataStart, boolean selects) implements StatementText {}

    /**
     * Looks at the beginning of a text.
     *
     * <p>Data begin behind VALUES, or behind FORMAT and a name, then blanks and at most one line break, as
     * {@code src/Parsers/ParserInsertQuery.cpp} has it.
     *
     * @param whole whether nothing follows these bytes
     */
    static StatementText of(byte[] text, int length, boolean whole, FormatNames formats) {
        Tokens tokens = new Tokens(text, length);
        Token first = tokens.next();
        if (first == null || (!whole && first.end() == length)) {
            return whole ? new Whole() : new Incomplete();
        }
        if (!first.isWord("INSERT")) {
            return new Whole();
        }
        boolean selects = false;
        @Nullable
        Token before = first;
        for (Token token = tokens.next(); token != null; before = token, token = tokens.next()) {
            if (!whole && token.end() == length) {
                return new Incomplete();
            }
            if (token.depth() > 0) {
                continue;
            }
            if (token.isWord("SELECT") || token.isWord("WITH")) {
                selects = true;
            } else if (token.isWord("VALUES") && !selects && !namesTable(before)) {
                return new Insert(token.start(), "Values", token.end(), false);
            } else if (token.isWord("FORMAT") && !namesTable(before)) {
                Token name = tokens.next();
                if (name == null || (!whole && name.end() + 2 > length)) {
                    return whole ? new Whole() : new Incomplete();
                }
                String format = name.kind() == Token.Kind.WORD ? formats.find(name.string()) : null;
                if (format != null || !selects) {
                    return new Insert(
                            token.start(), format == null ? name.string() : format, dataStart(text, length, name.end()),
                            selects);
                }
                token = name;
            }
        }
        return whole ? new Whole() : new Incomplete();
    }

    private static boolean namesTable(@Nullable Token before) {
        return before != null && (before.isWord("INTO") || before.isWord("TABLE") || before.isSign('.'));
    }

    private static int dataStart(byte[] text, int length, int nameEnd) {
        int at = nameEnd;
        while (at < length && (text[at] == ' ' || text[at] == '\t' || text[at] == '\f')) {
            at++;
        }
        if (at < length && text[at] == '\r') {
            at++;
        }
        if (at < length && text[at] == '\n') {
            at++;
        }
        return at;
    }
}
