package dev.clickpipe.activities.types.number;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.clickpipe.activities.types.Conversion;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.RowBuffer;

/** Integers and decimals as their digits, as many behind the point as the source's type has. */
record ScaledText(DestinationType.Scaled from) implements Conversion {
    @Override
    public DestinationType type() {
        return new DestinationType.Text();
    }

    @Override
    public void convert(RowBuffer out, int start) {
        byte[] digits = ScaledInteger.read(out.array(), start, from).toPlainString().getBytes(US_ASCII);
        out.truncate(start);
        out.putString(digits, 0, digits.length);
    }
}
