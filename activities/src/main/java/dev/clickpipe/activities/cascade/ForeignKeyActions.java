package dev.clickpipe.activities.cascade;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two actions of a foreign key. */
record ForeignKeyActions(ReferentialAction onDelete, ReferentialAction onUpdate) {
    static final ForeignKeyActions HIDDEN = new ForeignKeyActions(ReferentialAction.HIDDEN, ReferentialAction.HIDDEN);

    private static final String NAME = "`(?:[^`]|``)+`";
    private static final String NAMES = "\\(" + NAME + "(?:, ?" + NAME + ")*\\)";
    /** Each constraint has a line; line breaks within comments are escaped. */
    private static final Pattern CONSTRAINT = Pattern.compile("^\\s*CONSTRAINT (" + NAME + ") FOREIGN KEY " + NAMES
            + " REFERENCES " + NAME + "(?:\\." + NAME + ")? " + NAMES + "(.*)$", Pattern.MULTILINE);
    private static final Pattern ACTION = Pattern
            .compile("ON (DELETE|UPDATE) (CASCADE|SET NULL|SET DEFAULT|RESTRICT|NO ACTION)");

    /** Those of a key in a statement as SHOW CREATE TABLE answers it; it leaves out what is the default. */
    static ForeignKeyActions in(String statement, String name) {
        String quoted = "`" + name.replace("`", "``") + "`";
        Matcher constraints = CONSTRAINT.matcher(statement);
        while (constraints.find()) {
            if (constraints.group(1).equals(quoted)) {
                return of(constraints.group(2));
            }
        }
        return HIDDEN;
    }

    private static ForeignKeyActions of(String clauses) {
        ReferentialAction onDelete = ReferentialAction.NO_ACTION;
        ReferentialAction onUpdate = ReferentialAction.NO_ACTION;
        Matcher actions = ACTION.matcher(clauses);
        while (actions.find()) {
            ReferentialAction action = ReferentialAction.of(actions.group(2));
            if (actions.group(1).equals("DELETE")) {
                onDelete = action;
            } else {
                onUpdate = action;
            }
        }
        return new ForeignKeyActions(onDelete, onUpdate);
    }
}
