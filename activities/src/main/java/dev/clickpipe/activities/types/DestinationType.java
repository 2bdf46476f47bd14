package dev.clickpipe.activities.types;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The type of a destination column, without room for NULL. */
public sealed interface DestinationType {
    /** Reads a type as people write it, such as {@code Decimal(20, 4)}; empty when no column can become it. */
    static Optional<DestinationType> parse(String text) {
        return DestinationTypeText.parse(text);
    }

    /** As ClickHouse writes it. */
    String text();

    /** With room for NULL, as ClickHouse writes it. */
    default String nullableText() {
        return "Nullable(" + text() + ")";
    }

    /** Bytes of its default value in RowBinary; all of them are zero. */
    int defaultWidth();

    /** A number of a whole number of steps of 10<sup>-scale</sup>, as one little endian integer of {@code width} bytes. */
    sealed interface Scaled extends DestinationType {
        /** 1, 2, 4, 8, 16 or 32. */
        int width();

        /** Whether its first bit belongs to the number. */
        boolean unsigned();

        /** Digits behind the point. */
        int scale();

        @Override
        default int defaultWidth() {
            return width();
        }
    }

    /** Int8 to Int256, UInt8 to UInt256. */
    record Whole(int width, boolean unsigned) implements Scaled {
        @Override
        public int scale() {
            return 0;
        }

        @Override
        public String text() {
            return (unsigned ? "UInt" : "Int") + width * 8;
        }
    }

    /** Decimal. */
    record Decimal(int precision, int scale) implements Scaled {
        @Override
        public int width() {
            return precision <= 9 ? 4 : precision <= 18 ? 8 : precision <= 38 ? 16 : 32;
        }

        @Override
        public boolean unsigned() {
            return false;
        }

        @Override
        public String text() {
            return "Decimal(" + precision + ", " + scale + ")";
        }
    }

    /** Bool: a byte, 0 or 1. */
    record Bool() implements Scaled {
        @Override
        public int width() {
            return 1;
        }

        @Override
        public boolean unsigned() {
            return true;
        }

        @Override
        public int scale() {
            return 0;
        }

        @Override
        public String text() {
            return "Bool";
        }
    }

    /** Float32 or Float64. */
    record Floating(int width) implements DestinationType {
        @Override
        public String text() {
            return "Float" + width * 8;
        }

        @Override
        public int defaultWidth() {
            return width;
        }
    }

    /** Date: two bytes, days since 1970. */
    record Date() implements DestinationType {
        @Override
        public String text() {
            return "Date";
        }

        @Override
        public int defaultWidth() {
            return 2;
        }
    }

    /** Date32: four bytes, days since 1970. */
    record Date32() implements DestinationType {
        @Override
        public String text() {
            return "Date32";
        }

        @Override
        public int defaultWidth() {
            return 4;
        }
    }

    /** DateTime: four bytes without a sign, seconds since 1970; the zone, null for the server's, is what it shows. */
    record DateTime(@Nullable String zone) implements DestinationType {
        @Override
        public String text() {
            return zone == null ? "DateTime" : "DateTime('" + zone + "')";
        }

        @Override
        public int defaultWidth() {
            return 4;
        }
    }

    /** DateTime64: eight bytes, steps of 10<sup>-digits</sup> seconds since 1970. */
    record DateTime64(int digits, @Nullable String zone) implements DestinationType {
        @Override
        public String text() {
            return "DateTime64(" + digits + (zone == null ? ")" : ", '" + zone + "')");
        }

        @Override
        public int defaultWidth() {
            return 8;
        }
    }

    /** String. */
    record Text() implements DestinationType {
        @Override
        public String text() {
            return "String";
        }

        @Override
        public int defaultWidth() {
            return 1;
        }
    }

    /** LowCardinality(String): the same bytes as String. */
    record LowCardinalityText() implements DestinationType {
        @Override
        public String text() {
            return "LowCardinality(String)";
        }

        @Override
        public String nullableText() {
            return "LowCardinality(Nullable(String))";
        }

        @Override
        public int defaultWidth() {
            return 1;
        }
    }

    /** FixedString: its bytes. */
    record FixedText(int length) implements DestinationType {
        @Override
        public String text() {
            return "FixedString(" + length + ")";
        }

        @Override
        public int defaultWidth() {
            return length;
        }
    }

    /** UUID: its two halves, each little endian. */
    record Uuid() implements DestinationType {
        @Override
        public String text() {
            return "UUID";
        }

        @Override
        public int defaultWidth() {
            return 16;
        }
    }

    /** IPv4, little endian, or IPv6. */
    record Address(int width) implements DestinationType {
        @Override
        public String text() {
            return width == 4 ? "IPv4" : "IPv6";
        }

        @Override
        public int defaultWidth() {
            return width;
        }
    }

    /** Array(Float32), which takes no NULL: the empty one stands for it. */
    record Floats() implements DestinationType {
        @Override
        public String text() {
            return "Array(Float32)";
        }

        @Override
        public String nullableText() {
            return text();
        }

        @Override
        public int defaultWidth() {
            return 1;
        }
    }
}
