package dev.clickpipe.activities.types.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clickpipe.activities.types.Codec;
import dev.clickpipe.activities.types.Conversion;
import dev.clickpipe.activities.types.ConvertedCodec;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.IdentityConversion;
import dev.clickpipe.activities.types.RowBuffer;
import java.util.Optional;
import java.util.UUID;

/** What strings may become besides String. */
final class TextConversions {
    private TextConversions() {}

    /** A codec of any text at another type; empty for types that do not hold it. */
    static Optional<Codec> of(Codec natural, DestinationType chosen) {
        return chosen instanceof DestinationType.Uuid
                ? Optional.of(new ConvertedCodec(natural, new UuidText()))
                : ofNames(natural, chosen);
    }

    /** The same of text that is one or several of a few names. */
    static Optional<Codec> ofNames(Codec natural, DestinationType chosen) {
        return switch (chosen) {
            case DestinationType _ when chosen.equals(natural.type()) -> Optional.of(natural);
            case DestinationType.Text _,DestinationType.LowCardinalityText _ ->
                Optional.of(new ConvertedCodec(natural, new IdentityConversion(chosen)));
            default -> Optional.empty();
        };
    }

    /**
     * The 36 characters of a UUID as UUID. Only the spelling that ClickHouse shows goes over whole: another one of the same
     * UUID is noted as a loss, and what is none becomes the UUID of zeros.
     */
    private record UuidText() implements Conversion {
        private static final UUID ZEROS = new UUID(0, 0);

        @Override
        public DestinationType type() {
            return new DestinationType.Uuid();
        }

        @Override
        public void convert(RowBuffer out, int start) {
            String text = textAt(out, start);
            UUID uuid = parse(text);
            out.truncate(start);
            out.putLong(uuid.getMostSignificantBits());
            out.putLong(uuid.getLeastSignificantBits());
            if (!text.equals(uuid.toString())) {
                out.noteLoss(text);
            }
        }

        private static UUID parse(String text) {
            try {
                return text.length() == 36 ? UUID.fromString(text) : ZEROS;
            } catch (IllegalArgumentException _) {
                return ZEROS;
            }
        }

        private static String textAt(RowBuffer out, int start) {
            int at = out.stringAt(start);
            return new String(out.array(), at, out.size() - at, UTF_8);
        }
    }
}
