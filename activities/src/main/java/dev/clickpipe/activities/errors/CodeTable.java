package dev.clickpipe.activities.errors;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Error codes of servers and what each means for a pipe. */
final class CodeTable {
    private final List<Family> families;
    private final Map<Integer, KnownError> byNumber = new HashMap<>();

    /** A code in two families is a mistake in the table. */
    CodeTable(Family... families) {
        this.families = List.of(families);
        for (Family family : families) {
            for (Code code : family.codes()) {
                if (byNumber.put(code.number(), family.error()) != null) {
                    throw new IllegalStateException("error code " + code.number() + " stands in two families");
                }
            }
        }
    }

    /**
     * A code as its vendor names it.
     *
     * @param only the family of servers that has it when another one uses the number for something else or not at all,
     * empty otherwise
     */
    record Code(int number, String name, String only) {
        static Code parse(String line) {
            String[] words = line.strip().split(" ", 3);
            return new Code(Integer.parseInt(words[0]), words[1], words.length < 3 ? "" : words[2]);
        }

        @Override
        public String toString() {
            return number + " " + name;
        }
    }

    /** Several codes that mean the same. */
    record Family(KnownError error, List<Code> codes) {
        Family {
            codes = List.copyOf(codes);
        }
    }

    /** What the code means; null when it is not in the table. */
    @Nullable
    KnownError find(int number) {
        return byNumber.get(number);
    }

    List<Family> families() {
        return families;
    }
}
