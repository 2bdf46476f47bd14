package dev.clickpipe.deploy.demo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/** One transaction after the other, as people in a shop cause them; the seed decides which. */
final class ShopChanges {
    /** Customers' numbers move by multiples of this, beyond all that are given out one after the other. */
    private static final long NUMBER_MOVE = 1_000_000_000L;

    private final Random random;
    private final long customers;
    private final long products;
    private long orders;
    private long newCustomers;
    private volatile WriterCounts counts = new WriterCounts(0, 0, 0, 0, 0);

    private long inserts;
    private long updates;
    private long deletes;
    private long keyChanges;

    ShopChanges(Random random, long rows) {
        this.random = random;
        this.customers = ShopTable.CUSTOMERS.rows(rows);
        this.products = ShopTable.PRODUCTS.rows(rows);
        this.orders = ShopTable.ORDERS.rows(rows);
    }

    WriterCounts counts() {
        return counts;
    }

    /** Runs and commits one transaction; counts it only then. */
    void next(Connection connection) throws SQLException {
        inserts = 0;
        updates = 0;
        deletes = 0;
        keyChanges = 0;
        int dice = random.nextInt(100);
        if (dice < 35) {
            order(connection);
        } else if (dice < 60) {
            moveOrder(connection);
        } else if (dice < 75) {
            updateCustomer(connection);
        } else if (dice < 85) {
            restock(connection);
        } else if (dice < 90) {
            cancelOrder(connection);
        } else if (dice < 94) {
            register(connection);
        } else if (dice < 96) {
            deleteCustomer(connection);
        } else {
            changeKeys(connection);
        }
        connection.commit();
        WriterCounts before = counts;
        counts = new WriterCounts(before.transactions() + 1, before.inserts() + inserts, before.updates() + updates,
                before.deletes() + deletes, before.keyChanges() + keyChanges);
    }

    /** Three tables and more in one transaction: the order, its lines, stock and customer. */
    private void order(Connection connection) throws SQLException {
        long customer = customer();
        long order;
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO orders (customer_id, placed_at, ship_by, total, currency, discount, priority, gift, note)"
                        + " VALUES (?, UTC_TIMESTAMP(3), DATE_ADD(UTC_DATE(), INTERVAL ? DAY), ?, ?, ?, ?, ?, ?)",
                Statement.RETURN_GENERATED_KEYS)) {
            insert.setLong(1, customer);
            insert.setInt(2, random.nextInt(30));
            insert.setBigDecimal(3, BigDecimal.valueOf(random.nextInt(1_000_000), 2));
            insert.setString(4, random.nextBoolean() ? "EUR" : "CHF");
            insert.setObject(5, random.nextInt(3) == 0 ? null : random.nextFloat());
            insert.setInt(6, random.nextInt(256) - 128);
            insert.setObject(7, random.nextInt(4) == 0 ? null : random.nextBoolean());
            insert.setString(8, random.nextInt(3) == 0 ? null : "live 🛒 " + random.nextInt());
            inserts += insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                keys.next();
                order = keys.getLong(1);
            }
        }
        orders = Math.max(orders, order);
        int lines = 1 + random.nextInt(4);
        StringBuilder rows = new StringBuilder(
                "INSERT INTO order_lines (order_id, line, sku, quantity, unit_price, tax) VALUES ");
        for (int line = 1; line <= lines; line++) {
            rows.append(line == 1 ? "(" : ", (").append(order).append(", ").append(line).append(", '").append(sku())
                    .append("', ").append(1 + random.nextInt(9)).append(", ").append(random.nextInt(100_000))
                    .append("/100, ")
                    .append(random.nextDouble()).append(')');
        }
        inserts += execute(connection, rows.toString());
        updates += execute(connection, "UPDATE products SET stock = stock - 1, sold = sold % 16000000 + 1 WHERE sku = '"
                + sku() + "'");
        updates += execute(connection,
                "UPDATE customers SET last_seen_at = UTC_TIMESTAMP(3), balance = balance + 1.0000000001"
                        + " WHERE id = " + customer);
    }

    private void moveOrder(Connection connection) throws SQLException {
        updates += execute(connection, "UPDATE orders SET status = 1 + status % 5, total = total + 0.01, discount = "
                + (random.nextInt(5) == 0 ? "NULL" : Float.toString(random.nextFloat())) + " WHERE id = " + anyOrder());
    }

    private void updateCustomer(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE customers SET tier = ?, active = ?,"
                + " loyalty = ?, credit_limit = ?, avatar = ?, notes = ? WHERE id = ?")) {
            byte[] avatar = new byte[random.nextInt(65)];
            random.nextBytes(avatar);
            update.setString(1, new String[]{"bronze", "silver", "gold", "platinum", "señorío"}[random.nextInt(5)]);
            update.setBoolean(2, random.nextBoolean());
            update.setObject(3, random.nextInt(6) == 0 ? null : random.nextGaussian() * 1e9);
            update.setBigDecimal(4, random.nextInt(4) == 0 ? null : BigDecimal.valueOf(random.nextInt(), 2));
            update.setBytes(5, random.nextInt(5) == 0 ? null : avatar);
            update.setString(6, random.nextInt(3) == 0 ? null : "called 📞 " + "é".repeat(random.nextInt(200)));
            update.setLong(7, customer());
            updates += update.executeUpdate();
        }
    }

    /** Several rows by one statement. */
    private void restock(Connection connection) throws SQLException {
        updates += execute(connection,
                "UPDATE products SET stock = stock + 10, weight = IF(weight < 1e9, weight * 1.01, 0.3),"
                        + " changed_at = UTC_TIMESTAMP(6) WHERE sku IN ('" + sku() + "', '" + sku() + "', '" + sku()
                        + "')");
    }

    private void cancelOrder(Connection connection) throws SQLException {
        long order = anyOrder();
        deletes += execute(connection, "DELETE FROM order_lines WHERE order_id = " + order);
        deletes += execute(connection, "DELETE FROM orders WHERE id = " + order);
    }

    private void register(Connection connection) throws SQLException {
        inserts += execute(connection, "INSERT INTO customers (email, name, registered_at, birth_date) VALUES ('"
                + Long.toHexString(random.nextLong()) + "." + newCustomers++
                + "@example.org', 'Neu ✨', UTC_TIMESTAMP(6),"
                + " DATE_ADD('1950-01-01', INTERVAL " + random.nextInt(20_000) + " DAY))");
    }

    private void deleteCustomer(Connection connection) throws SQLException {
        deletes += execute(connection, "DELETE FROM customers WHERE id = " + customer());
    }

    /** A number, a text and a part of a composite key change; each moves far away, where a taken key is hardly ever met. */
    private void changeKeys(Connection connection) throws SQLException {
        keyChanges += execute(connection,
                "UPDATE customers SET id = id + " + NUMBER_MOVE * (1 + random.nextInt(1_000_000)) + " WHERE id = "
                        + customer());
        keyChanges += execute(connection, "UPDATE products SET sku = LEFT(CONCAT('Ä', sku), 32) WHERE sku = '" + sku()
                + "' AND CHAR_LENGTH(sku) < 30");
        keyChanges += execute(connection, "UPDATE order_lines SET line = line + 1000 WHERE order_id = " + anyOrder()
                + " AND line < 1000");
    }

    private long customer() {
        return 1 + random.nextLong(customers);
    }

    private long anyOrder() {
        return 1 + random.nextLong(orders);
    }

    private String sku() {
        long number = 1 + random.nextLong(products);
        return new String[]{"SKU-", "sku_", "Ü-"}[(int) (number % 3)] + number;
    }

    private static int execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}
