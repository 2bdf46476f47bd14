package dev.clickpipe.activities.errors;

import dev.clickpipe.workflows.failure.ErrorKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a server's error code means for a pipe. */
record CodedError(ErrorKind kind, String meaning, String remedy) {
    /** Several codes that mean the same. */
    record Family(CodedError error, List<Integer> codes) {}

    /** Says that all of the codes mean this. */
    Family at(Integer... codes) {
        return new Family(this, List.of(codes));
    }

    /** The codes of all families in one map; a code in two of them is a mistake in the table. */
    static Map<Integer, CodedError> byCode(Family... families) {
        Map<Integer, CodedError> all = new HashMap<>();
        for (Family family : families) {
            for (int code : family.codes()) {
                if (all.put(code, family.error()) != null) {
                    throw new IllegalStateException("error code " + code + " stands in two families");
                }
            }
        }
        return Map.copyOf(all);
    }
}
