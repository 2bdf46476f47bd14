package dev.clickpipe.deploy.demo;

/** The shop's tables, each with its share of the rows and a text column that can carry a marker. */
public enum ShopTable {
    CUSTOMERS("customers", 10, "notes"),
    PRODUCTS("products", 2, "description"),
    ORDERS("orders", 28, "note"),
    ORDER_LINES("order_lines", 60, "remark");

    private final String tableName;
    private final int percent;
    private final String markerColumn;

    ShopTable(String tableName, int percent, String markerColumn) {
        this.tableName = tableName;
        this.percent = percent;
        this.markerColumn = markerColumn;
    }

    /** Its name at the source and at the destination. */
    public String tableName() {
        return tableName;
    }

    /** A nullable text column, by which a single row can be recognised at the destination. */
    public String markerColumn() {
        return markerColumn;
    }

    /** How many rows this table gets of all that the shop has. */
    long rows(long all) {
        return Math.max(1, all * percent / 100);
    }
}
