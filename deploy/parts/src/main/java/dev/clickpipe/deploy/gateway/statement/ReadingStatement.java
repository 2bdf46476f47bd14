package dev.clickpipe.deploy.gateway.statement;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A statement that answers rows, and the two things about its end that the gateway has to know: the format it asks for, and
 * the place where a clause about its output can stand.
 */
public final class ReadingStatement {
    private final byte[] text;
    private final @Nullable String format;
    private final int outputClause;
    private final boolean namesFile;

    private ReadingStatement(byte[] text, @Nullable String format, int outputClause, boolean namesFile) {
        this.text = text;
        this.format = format;
        this.outputClause = outputClause;
        this.namesFile = namesFile;
    }

    /** Reads the words of a whole statement. */
    public static ReadingStatement of(byte[] text, FormatNames formats) {
        Tokens tokens = new Tokens(text, text.length);
        String format = null;
        int clause = 0;
        int end = 0;
        boolean namesFile = false;
        boolean afterName = false;
        Token before = null;
        for (Token token = tokens.next(); token != null; before = token, token = tokens.next()) {
            if (token.isSign(';')) {
                continue;
            }
            if (afterName && !token.isWord("SETTINGS")) {
                // The clause stands at the end; what is followed by anything else was a column's name.
                format = null;
            }
            afterName = false;
            if (before != null && before.isWord("FORMAT") && token.depth() == 0 && token.kind() == Token.Kind.WORD) {
                String known = formats.find(token.string());
                format = known == null ? token.string() : known;
                clause = before.start();
                afterName = true;
            }
            namesFile |= before != null && before.isWord("INTO") && token.isWord("OUTFILE");
            end = token.end();
        }
        return new ReadingStatement(text, format, format == null ? end : clause, namesFile);
    }

    /** Named by the statement itself, null when it leaves it to the request. */
    public @Nullable String format() {
        return format;
    }

    /** Whether it has an INTO OUTFILE already. */
    public boolean namesFile() {
        return namesFile;
    }

    /** The statement with its output sent to a file that is there already, such as a pipe. */
    public byte[] into(String path) {
        var result = new ByteArrayOutputStream(text.length + 64);
        result.write(text, 0, outputClause);
        result.writeBytes(
                ("\nINTO OUTFILE '" + path + "' APPEND COMPRESSION 'none'\n").getBytes(StandardCharsets.UTF_8));
        result.write(text, outputClause, text.length - outputClause);
        return result.toByteArray();
    }
}
