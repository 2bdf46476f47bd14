package dev.clickpipe.activities.cascade;

import java.util.Arrays;

/** What a foreign key does to children when their parent is deleted or gets another key. */
public enum ReferentialAction {
    NO_ACTION("NO ACTION", false), RESTRICT("RESTRICT", false), CASCADE("CASCADE", true), SET_NULL("SET NULL", true),
    SET_DEFAULT("SET DEFAULT", true),
    /** The server does not show the action to this user; it may be any, so it counts as one that changes rows. */
    HIDDEN("(an action that the user may not see)", true);

    private final String text;
    private final boolean changesRows;

    ReferentialAction(String text, boolean changesRows) {
        this.text = text;
        this.changesRows = changesRows;
    }

    /** The action as information_schema and SHOW CREATE TABLE write it. */
    static ReferentialAction of(String text) {
        return Arrays.stream(values()).filter(action -> action.text.equals(text)).findFirst().orElse(HIDDEN);
    }

    String text() {
        return text;
    }

    /** Whether it changes or deletes children; else the statement fails. */
    boolean changesRows() {
        return changesRows;
    }

    /** Whether children of a deleted parent are deleted. */
    boolean deletesRows() {
        return this == CASCADE || this == HIDDEN;
    }
}
