package dev.clickpipe.deploy.gateway;

/** The HTTP status of an error code, as {@code src/Server/HTTP/exceptionCodeToHTTPStatus.cpp} has it. */
final class HttpStatus {
    private HttpStatus() {}

    static int ofErrorCode(int code) {
        return switch (code) {
            // REQUIRED_PASSWORD
            case 194 -> 401;
            // UNKNOWN_USER, WRONG_PASSWORD, ACCESS_DENIED, SET_NON_GRANTED_ROLE, AUTHENTICATION_FAILED
            case 192, 193, 497, 512, 516 -> 403;
            // CANNOT_PARSE_TEXT, _ESCAPE_SEQUENCE, _QUOTED_STRING, _INPUT_ASSERTION_FAILED, _DATE, _DATETIME, _NUMBER,
            // _UUID, _DOMAIN_VALUE_FROM_STRING, _IPV4, _IPV6
            case 6, 25, 26, 27, 38, 41, 72, 376, 441, 675, 676 -> 400;
            // THERE_IS_NO_COLUMN, DUPLICATE_COLUMN, BAD_ARGUMENTS, UNKNOWN_ELEMENT_IN_AST, ILLEGAL_COLUMN, TYPE_MISMATCH,
            // SYNTAX_ERROR, INCORRECT_DATA, UNKNOWN_TYPE_OF_AST_NODE, TOO_DEEP_AST, TOO_BIG_AST, UNEXPECTED_AST_STRUCTURE,
            // VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE, CANNOT_COMPILE_REGEXP
            case 8, 15, 36, 37, 44, 53, 62, 117, 123, 167, 168, 223, 321, 427 -> 400;
            // UNKNOWN_FUNCTION, _IDENTIFIER, _TYPE, _STORAGE, _TABLE, _AGGREGATE_FUNCTION, _FORMAT, _TYPE_OF_QUERY,
            // _DATABASE, _SETTING, _DIRECTION_OF_SORTING, _DATABASE_ENGINE, _ROLE
            case 46, 47, 50, 56, 60, 63, 73, 78, 81, 115, 152, 336, 511 -> 404;
            // TIMEOUT_EXCEEDED
            case 159 -> 408;
            // HTTP_LENGTH_REQUIRED
            case 381 -> 411;
            // QUERY_IS_TOO_LARGE
            case 229 -> 413;
            // UNSUPPORTED_MEDIA_TYPE
            case 779 -> 415;
            // NOT_IMPLEMENTED
            case 48 -> 501;
            // CANNOT_OPEN_FILE, SOCKET_TIMEOUT, CANNOT_SCHEDULE_TASK
            case 76, 209, 439 -> 503;
            default -> 500;
        };
    }
}
