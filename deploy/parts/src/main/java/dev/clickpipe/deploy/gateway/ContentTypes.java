package dev.clickpipe.deploy.gateway;

/** Content-Type by format, as the engine's own output formats name it. */
final class ContentTypes {
    private ContentTypes() {}

    static String of(String format) {
        if (format.contains("EachRow") && format.startsWith("JSON")) {
            return "application/x-ndjson; charset=UTF-8";
        }
        if (format.startsWith("JSON")) {
            return "application/json; charset=UTF-8";
        }
        if (format.startsWith("TabSeparated") || format.startsWith("TSV")) {
            return "text/tab-separated-values; charset=UTF-8";
        }
        if (format.startsWith("CSV")) {
            return "text/csv; charset=UTF-8; header=" + (format.contains("WithNames") ? "present" : "absent");
        }
        return switch (format) {
            case "XML" -> "application/xml; charset=UTF-8";
            case "Native", "RowBinary", "RowBinaryWithNames", "RowBinaryWithNamesAndTypes", "RowBinaryWithDefaults",
                    "Parquet",
                    "ORC", "Arrow", "ArrowStream", "Avro", "MsgPack", "Protobuf", "CapnProto", "Npy", "BSONEachRow" ->
                "application/octet-stream";
            default -> "text/plain; charset=UTF-8";
        };
    }
}
