package dev.clickpipe.deploy.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The body of a create request as text, in one of two formats. */
public enum PipeText {
    YAML, JSON;

    /** Long texts stay on their line. */
    private static final ObjectMapper YAML_MAPPER = new ObjectMapper(
            YAMLFactory.builder().stringQuotingChecker(new NumbersQuoted())
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES).enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR).build());
    private static final ObjectMapper JSON_MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /**
     * Reads a file in either format: what begins with a brace is JSON.
     *
     * @throws PipeFileException when it is missing or in neither
     */
    public static ObjectNode read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException _) {
            throw new PipeFileException("There is no file " + file);
        }
        PipeText format = text.stripLeading().startsWith("{") ? JSON : YAML;
        try {
            if (format.mapper().readTree(text) instanceof ObjectNode body) {
                return body;
            }
        } catch (JsonProcessingException mistake) {
            // Its message quotes the line, which may hold a password.
            JsonLocation where = mistake.getLocation();
            throw new PipeFileException(file + " is not " + format
                    + (where == null ? "" : ": line " + where.getLineNr() + ", column " + where.getColumnNr()));
        }
        throw new PipeFileException(file + " is no body of a pipe: it has to begin with a member such as name");
    }

    /** The text, with a line end at its end. */
    String write(JsonNode body) throws IOException {
        return mapper().writeValueAsString(body).stripTrailing() + "\n";
    }

    private ObjectMapper mapper() {
        return switch (this) {
            case YAML -> YAML_MAPPER;
            case JSON -> JSON_MAPPER;
        };
    }

    /** Quotes texts that begin as a number does, so that they stay texts: YAML knows more forms of numbers than its writer. */
    private static final class NumbersQuoted extends StringQuotingChecker.Default {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean needToQuoteValue(String value) {
            return super.needToQuoteValue(value) || (!value.isEmpty() && "+-.0123456789".indexOf(value.charAt(0)) >= 0);
        }
    }
}
