package dev.clickpipe.deploy.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A field that differs between a file and the pipe.
 *
 * @param file its value in the file; null when the file does not have it
 * @param pipe its value in the pipe, the same
 */
record BodyDifference(String field, @Nullable String file, @Nullable String pipe) {

    /** All of them, by the fields' names. */
    static List<BodyDifference> between(ObjectNode file, ObjectNode pipe) {
        SortedMap<String, String> inFile = BodyFields.of(file);
        SortedMap<String, String> inPipe = BodyFields.of(pipe);
        SortedSet<String> fields = new TreeSet<>(inFile.keySet());
        fields.addAll(inPipe.keySet());
        List<BodyDifference> differences = new ArrayList<>();
        for (String field : fields) {
            BodyDifference one = new BodyDifference(field, inFile.get(field), inPipe.get(field));
            if (one.file == null || !one.file.equals(one.pipe)) {
                differences.add(one);
            }
        }
        return differences;
    }

    @Override
    public String toString() {
        return "DIFFERENT " + field + " file=" + (file == null ? "(none)" : file) + " pipe="
                + (pipe == null ? "(none)" : pipe);
    }
}
