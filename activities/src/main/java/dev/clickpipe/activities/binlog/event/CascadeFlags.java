package dev.clickpipe.activities.binlog.event;

import dev.clickpipe.activities.types.LittleEndian;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;

/**
 * The flags of a rows event: table id 6 | flags 2. They say whether its changes may have cascaded by foreign keys without
 * rows events of the children.
 */
final class CascadeFlags {
    private static final int TABLE_ID_LENGTH = 6;
    private static final int FLAGS_LENGTH = 2;
    /** Without foreign key checks nothing cascades. */
    private static final int NO_FOREIGN_KEY_CHECKS = 0x02;
    /** MySQL since 9.6: the children's events come before this one. */
    private static final int CHILDREN_LOGGED = 0x10;

    private CascadeFlags() {}

    static boolean mayCascadeUnseen(Body event, Flavour flavour) {
        int without = switch (flavour) {
            case MYSQL -> NO_FOREIGN_KEY_CHECKS | CHILDREN_LOGGED;
            case MARIADB -> NO_FOREIGN_KEY_CHECKS;
        };
        return event.length() >= TABLE_ID_LENGTH + FLAGS_LENGTH && (LittleEndian.getUnsigned(event.bytes(),
                event.offset() + TABLE_ID_LENGTH, FLAGS_LENGTH) & without) == 0;
    }
}
