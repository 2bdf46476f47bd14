package dev.clickpipe.deploy.demo;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * The shop's first rows. The server makes them itself, from numbers that a join of ten digits gives, in statements of
 * some ten thousand rows each, so that no transaction is large. Hashes of number and seed stand for chance.
 */
final class ShopRows {
    private static final long ROWS_PER_STATEMENT = 50_000;
    private static final int LINES_PER_ORDER = 4;

    private final Statement statement;
    private final long allRows;
    private final long seed;

    ShopRows(Statement statement, long allRows, long seed) {
        this.statement = statement;
        this.allRows = allRows;
        this.seed = seed;
    }

    void fill(ShopTable table) throws SQLException {
        long rows = table.rows(allRows);
        for (long start = 0; start < rows; start += ROWS_PER_STATEMENT) {
            long count = Math.min(ROWS_PER_STATEMENT, rows - start);
            statement.execute(switch (table) {
                case CUSTOMERS -> customers();
                case PRODUCTS -> products();
                case ORDERS -> orders();
                case ORDER_LINES -> orderLines();
            } + numbers(start, count));
        }
    }

    private String customers() {
        return """
                INSERT INTO customers (id, email, name, tier, active, credit_limit, balance, loyalty, birth_date,
                  registered_at, last_seen_at, avatar, notes)
                SELECT n, CONCAT('customer', n, '@example.org'),
                  CONCAT(ELT(1 + %1$s %% 8, 'Zoë', 'Ada 🚀', '李雷', 'Jürgen', 'Σοφία', 'O''Neil', 'Back\\\\slash', 'Nia'), ' ', n),
                  1 + %1$s %% 5, %1$s %% 7 <> 0, IF(%1$s %% 5 = 0, NULL, %1$s %% 1000000 / 100),
                  (CAST(%1$s AS SIGNED) - 2000000000) / 7, IF(%1$s %% 11 = 0, NULL, %1$s / 3),
                  IF(%1$s %% 9 = 0, NULL, DATE_ADD('1940-01-01', INTERVAL %1$s %% 25000 DAY)),
                  DATE_ADD('2015-03-01 00:00:00', INTERVAL %1$s %% 300000000 * 1000000 + %1$s %% 999983 MICROSECOND),
                  IF(%1$s %% 4 = 0, NULL, DATE_ADD('2024-01-01 00:00:00', INTERVAL %1$s %% 60000000 SECOND)),
                  IF(%1$s %% 3 = 0, NULL, UNHEX(CONCAT(LEFT(SHA2(n, 256), 32), '0020'))),
                  IF(%1$s %% 2 = 0, NULL, CONCAT('wishes: ', LEFT(SHA2(n, 256), 32), '\\n', ELT(1 + %1$s %% 3, '👩‍👩‍👧 family', 'tab\\there', '')))
                """
                .formatted(chance("c"));
    }

    private String products() {
        return """
                INSERT INTO products (sku, title, description, price, weight, stock, sold, shelf, category, barcode,
                  picture, changed_at)
                SELECT CONCAT(ELT(1 + n %% 3, 'SKU-', 'sku_', 'Ü-'), n), CONCAT(ELT(1 + %1$s %% 4, 'Lamp 💡', 'Kettle', 'Köder', '茶'), ' ', n),
                  IF(%1$s %% 6 = 0, NULL, REPEAT(LEFT(SHA2(n, 256), 32), 1 + %1$s %% 12)), %1$s %% 10000000 / 100,
                  IF(%1$s %% 8 = 0, NULL, %1$s / 7), CAST(%1$s %% 20000 AS SIGNED) - 500, %1$s %% 16777216,
                  IF(%1$s %% 5 = 0, NULL, CAST(%1$s %% 65536 AS SIGNED) - 32768), IF(%1$s %% 10 = 0, NULL, 1 + %1$s %% 5),
                  UNHEX(IF(%1$s %% 3 = 0, LPAD(HEX(%1$s), 12, '0'), LPAD(HEX(%1$s), 16, 'F'))),
                  IF(%1$s %% 4 = 0, NULL, UNHEX(REPEAT(LEFT(SHA2(n, 256), 32), 1 + %1$s %% 9))),
                  DATE_ADD('2020-01-01 00:00:00', INTERVAL %1$s %% 150000000 * 1000000 + %1$s %% 999983 MICROSECOND)
                """
                .formatted(chance("p"));
    }

    private String orders() {
        return """
                INSERT INTO orders (id, customer_id, status, placed_at, ship_by, total, currency, discount, priority,
                  gift, note)
                SELECT n, 1 + %1$s %% %2$d, 1 + %1$s %% 5,
                  DATE_ADD('2023-01-01 00:00:00', INTERVAL %1$s %% 90000000 * 1000000 + %1$s %% 999 * 1000 MICROSECOND),
                  IF(%1$s %% 4 = 0, NULL, DATE_ADD('2023-01-05', INTERVAL %1$s %% 1100 DAY)), %1$s %% 100000000 / 100,
                  ELT(1 + %1$s %% 3, 'EUR', 'USD', 'JPY'), IF(%1$s %% 3 = 0, NULL, %1$s %% 100 / 300),
                  CAST(%1$s %% 256 AS SIGNED) - 128, IF(%1$s %% 5 = 0, NULL, %1$s %% 2),
                  IF(%1$s %% 3 = 0, NULL, ELT(1 + %1$s %% 4, 'leave at the door', '🎁 please wrap', '', 'ring: "twice"'))
                """
                .formatted(chance("o"), ShopTable.CUSTOMERS.rows(allRows));
    }

    private String orderLines() {
        return """
                INSERT INTO order_lines (order_id, line, sku, quantity, unit_price, tax, remark)
                SELECT 1 + (n - 1) DIV %2$d, 1 + (n - 1) %% %2$d,
                  CONCAT(ELT(1 + (1 + %1$s %% %3$d) %% 3, 'SKU-', 'sku_', 'Ü-'), 1 + %1$s %% %3$d),
                  1 + %1$s %% 9, %1$s %% 1000000 / 100, %1$s %% 21 / 9, IF(%1$s %% 8 = 0, CONCAT('engrave ✍️ ', n), NULL)
                """
                .formatted(chance("l"), LINES_PER_ORDER, ShopTable.PRODUCTS.rows(allRows));
    }

    /** A number of 32 bits that depends on the row's number, the table and the seed. */
    private String chance(String table) {
        return "CRC32(CONCAT('" + table + "', n, '-" + seed + "'))";
    }

    /** The numbers start + 1 to start + count as column n. */
    private static String numbers(long start, long count) {
        String digits = "(SELECT 0 d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4"
                + " UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)";
        return " FROM (SELECT " + (start + 1) + " + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d AS n FROM "
                + digits + " a, " + digits + " b, " + digits + " c, " + digits + " e, " + digits
                + " f) numbers WHERE n <= " + (start + count);
    }
}
