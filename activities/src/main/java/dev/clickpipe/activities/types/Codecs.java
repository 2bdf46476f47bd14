package dev.clickpipe.activities.types;

import dev.clickpipe.activities.types.geometry.GeometryCodec;
import dev.clickpipe.activities.types.json.JsonCodec;
import dev.clickpipe.activities.types.mariadb.CompressedCodec;
import dev.clickpipe.activities.types.mariadb.InetCodec;
import dev.clickpipe.activities.types.mariadb.UuidCodec;
import dev.clickpipe.activities.types.number.BitCodec;
import dev.clickpipe.activities.types.number.BoolCodec;
import dev.clickpipe.activities.types.number.DecimalCodec;
import dev.clickpipe.activities.types.number.DoubleCodec;
import dev.clickpipe.activities.types.number.FloatCodec;
import dev.clickpipe.activities.types.number.IntegerCodec;
import dev.clickpipe.activities.types.number.VectorCodec;
import dev.clickpipe.activities.types.number.YearCodec;
import dev.clickpipe.activities.types.text.BytesCodec;
import dev.clickpipe.activities.types.text.EnumerationCodec;
import dev.clickpipe.activities.types.text.FixedBytesCodec;
import dev.clickpipe.activities.types.text.SetCodec;
import dev.clickpipe.activities.types.text.ConvertedTextCodec;
import dev.clickpipe.activities.types.time.DateCodec;
import dev.clickpipe.activities.types.time.DateTimeCodec;
import dev.clickpipe.activities.types.time.TimeCodec;

/** The table of all types: which codec carries which. */
public final class Codecs {
    private Codecs() {}

    /**
     * The codec of a type.
     *
     * @throws ValueException for a type that is not supported
     */
    public static Codec of(ColumnType type) {
        return switch (type) {
            case ColumnType.WholeNumber(int width, boolean unsigned) -> new IntegerCodec(width, unsigned);
            case ColumnType.Bool() -> new BoolCodec();
            case ColumnType.Decimal(int precision, int scale) -> new DecimalCodec(precision, scale);
            case ColumnType.SingleFloat() -> new FloatCodec();
            case ColumnType.DoubleFloat() -> new DoubleCodec();
            case ColumnType.Date() -> new DateCodec();
            case ColumnType.DateTime(int fractionDigits) -> DateTimeCodec.ofDateTime(fractionDigits);
            case ColumnType.Timestamp(int fractionDigits) -> DateTimeCodec.ofTimestamp(fractionDigits);
            case ColumnType.Text() -> new BytesCodec();
            case ColumnType.ConvertedText(var characterSet) -> new ConvertedTextCodec(characterSet);
            case ColumnType.FixedBytes(int length) -> new FixedBytesCodec(length);
            case ColumnType.Bytes() -> new BytesCodec();
            case ColumnType.Enumeration(var members, boolean _) -> new EnumerationCodec(members);
            case ColumnType.Choice(var members, boolean _) -> new SetCodec(members);
            case ColumnType.Bits(int count) -> new BitCodec(count);
            case ColumnType.Year() -> new YearCodec();
            case ColumnType.Time(int fractionDigits) -> new TimeCodec(fractionDigits);
            case ColumnType.Json() -> new JsonCodec();
            case ColumnType.Geometry() -> new GeometryCodec();
            case ColumnType.Vector() -> new VectorCodec();
            case ColumnType.Uuid() -> new UuidCodec();
            case ColumnType.Inet4() -> InetCodec.inet4();
            case ColumnType.Inet6() -> InetCodec.inet6();
            case ColumnType.Compressed(ColumnType plain) -> new CompressedCodec(of(plain));
            case ColumnType.Unsupported(String reason) -> throw ValueException.unsupported(reason);
        };
    }
}
