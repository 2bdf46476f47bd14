package dev.clickpipe.workflows.secrets;

/** A sealed secret that cannot be opened; says why and what to do, and holds neither secret nor key. */
public final class SecretUnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final String keyId;

    SecretUnreadableException(Reason reason, String keyId) {
        super(reason.sentence(keyId));
        this.reason = reason;
        this.keyId = keyId;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** The key that it was sealed with. */
    public String keyId() {
        return keyId;
    }

    /** The ways in which a secret does not open. */
    public enum Reason {
        /** It was left out on purpose. */
        WITHHELD,
        /** Sealed with a key whose private half is not configured. */
        UNKNOWN_KEY,
        /** Damaged, or sealed for another pipe or host. */
        FOREIGN_OR_DAMAGED;

        private String sentence(String keyId) {
            return switch (this) {
                case WITHHELD -> "the password was left out here on purpose; read it from the pipe's start";
                case UNKNOWN_KEY -> "the password was sealed with the key " + keyId
                        + ", which is not among those of CLICKPIPE_SEAL_PRIVATE_KEY; add that key, or set the"
                        + " password again";
                case FOREIGN_OR_DAMAGED -> "the sealed password belongs to another pipe or host, or is damaged (key "
                        + keyId + "); set the password again";
            };
        }
    }
}
