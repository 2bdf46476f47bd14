package dev.clickpipe.activities.types;

import java.sql.ResultSet;
import java.sql.SQLException;

/** A codec whose values become others on their way: snapshot and stream alike, because both are rewritten from the same bytes. */
public record ConvertedCodec(Codec natural, Conversion conversion) implements Codec {
    @Override
    public DestinationType type() {
        return conversion.type();
    }

    @Override
    public String selected(String column) {
        return natural.selected(column);
    }

    @Override
    public boolean readResult(ResultSet row, int column, RowBuffer out) throws SQLException {
        int start = out.size();
        if (!natural.readResult(row, column, out)) {
            return false;
        }
        convert(out, start);
        return true;
    }

    @Override
    public int readImage(byte[] image, int offset, int end, RowBuffer out) {
        int start = out.size();
        int next = natural.readImage(image, offset, end, out);
        convert(out, start);
        return next;
    }

    private void convert(RowBuffer out, int start) {
        if (out.hasLoss()) {
            // What the source held is said best by who read it.
            String lost = out.takeLoss();
            conversion.convert(out, start);
            out.noteLoss(lost);
        } else {
            conversion.convert(out, start);
        }
    }

    @Override
    public Codec forImage(ImageColumn image) {
        return new ConvertedCodec(natural.forImage(image), conversion);
    }
}
