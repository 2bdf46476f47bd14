package dev.clickpipe.activities.types;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads types as people write them for ClickHouse, such as {@code Decimal(20, 4)}. */
final class DestinationTypeText {
    private static final Pattern TEXT = Pattern.compile("\\s*(\\w+)\\s*(?:\\((.*)\\))?\\s*", Pattern.DOTALL);
    private static final Pattern INTEGER = Pattern.compile("(U?)Int(8|16|32|64|128|256)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");
    /** What a zone's name consists of: nothing that could end it in a statement. */
    private static final Pattern ZONE = Pattern.compile("'([A-Za-z0-9_+/-]{1,64})'");
    private static final int HIGHEST_PRECISION = 76;
    private static final int HIGHEST_DIGITS = 9;

    private DestinationTypeText() {}

    /** The type that a text names; empty when no column can be carried there. */
    static Optional<DestinationType> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String arguments = matcher.group(2);
        return Optional.ofNullable(arguments == null
                ? plain(matcher.group(1))
                : of(matcher.group(1), List.of(arguments.strip().split("\\s*,\\s*", -1))));
    }

    private static @Nullable DestinationType plain(String name) {
        Matcher integer = INTEGER.matcher(name);
        if (integer.matches()) {
            return new DestinationType.Whole(Integer.parseInt(integer.group(2)) / 8, !integer.group(1).isEmpty());
        }
        return switch (name) {
            case "Bool" -> new DestinationType.Bool();
            case "Float32" -> new DestinationType.Floating(4);
            case "Float64" -> new DestinationType.Floating(8);
            case "Date" -> new DestinationType.Date();
            case "Date32" -> new DestinationType.Date32();
            case "DateTime" -> new DestinationType.DateTime(null);
            case "String" -> new DestinationType.Text();
            case "UUID" -> new DestinationType.Uuid();
            case "IPv4" -> new DestinationType.Address(4);
            case "IPv6" -> new DestinationType.Address(16);
            default -> null;
        };
    }

    private static @Nullable DestinationType of(String name, List<String> arguments) {
        String first = arguments.getFirst();
        String second = arguments.size() == 2 ? arguments.getLast() : null;
        return arguments.size() > 2 ? null : switch (name) {
            case "Decimal" -> decimal(number(first), second == null ? 0 : number(second));
            case "DateTime" -> second == null ? zone(first).map(DestinationType.DateTime::new).orElse(null) : null;
            case "DateTime64" -> dateTime64(number(first), second);
            case "FixedString" ->
                second == null && number(first) > 0 ? new DestinationType.FixedText(number(first)) : null;
            case "LowCardinality" -> first.equals("String") && second == null
                    ? new DestinationType.LowCardinalityText()
                    : null;
            case "Array" -> first.equals("Float32") && second == null ? new DestinationType.Floats() : null;
            default -> null;
        };
    }

    private static @Nullable DestinationType decimal(int precision, int scale) {
        return precision >= 1 && precision <= HIGHEST_PRECISION && scale >= 0 && scale <= precision
                ? new DestinationType.Decimal(precision, scale)
                : null;
    }

    private static @Nullable DestinationType dateTime64(int digits, @Nullable String zone) {
        if (digits < 0 || digits > HIGHEST_DIGITS) {
            return null;
        }
        return zone == null
                ? new DestinationType.DateTime64(digits, null)
                : zone(zone).map(name -> new DestinationType.DateTime64(digits, name)).orElse(null);
    }

    /** Of a whole number that is not negative; else -1. */
    private static int number(String text) {
        return NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
    }

    private static Optional<String> zone(String quoted) {
        Matcher matcher = ZONE.matcher(quoted);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
