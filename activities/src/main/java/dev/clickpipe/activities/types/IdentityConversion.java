package dev.clickpipe.activities.types;

/** The same bytes under another type. */
public record IdentityConversion(DestinationType type) implements Conversion {
    @Override
    public void convert(RowBuffer out, int start) {
        // The bytes stay as they are.
    }
}
