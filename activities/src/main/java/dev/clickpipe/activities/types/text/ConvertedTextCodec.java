package dev.clickpipe.activities.types.text;

import dev.clickpipe.activities.types.Codec;
import dev.clickpipe.activities.types.DestinationType;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.RowBuffer;
import java.util.Optional;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Text in a character set that is not UTF-8. The server converts it for the snapshot; here it is for images. */
public final class ConvertedTextCodec implements Codec {
    private static final BytesCodec RESULT = new BytesCodec();

    private final CharacterSet characterSet;
    private final int lengthPrefix;

    /** For results; {@link #forImage} makes the one for row images. */
    public ConvertedTextCodec(CharacterSet characterSet) {
        this(characterSet, 0);
    }

    private ConvertedTextCodec(CharacterSet characterSet, int lengthPrefix) {
        this.characterSet = characterSet;
        this.lengthPrefix = lengthPrefix;
    }

    @Override
    public DestinationType type() {
        return RESULT.type();
    }

    @Override
    public Optional<Codec> to(DestinationType chosen) {
        return TextConversions.of(this, chosen);
    }

    @Override
    public boolean readResult(ResultSet row, int column, RowBuffer out) throws SQLException {
        return RESULT.readResult(row, column, out);
    }

    @Override
    public int readImage(byte[] image, int offset, int end, RowBuffer out) {
        int length = ImageColumn.length(image, offset, end, lengthPrefix);
        characterSet.put(image, offset + lengthPrefix, length, out);
        return offset + lengthPrefix + length;
    }

    @Override
    public Codec forImage(ImageColumn image) {
        RESULT.forImage(image);
        return new ConvertedTextCodec(characterSet, image.lengthPrefix());
    }
}
