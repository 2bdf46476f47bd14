package dev.clickpipe.deploy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.deploy.CommandRun;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Shapes of all types, in a keyed table and in appended ones, then changed by one thing at a time. */
abstract class GeometryComparisonTest extends OnBothSides {
    // MariaDB reads no text of collections in collections, but has them.
    private static final String NESTED_SOURCE = "GeometryCollection(Point(1,2),MultiPoint(Point(1,1),Point(2,2)),"
            + "GeometryCollection(Point(3,4),ST_GeomFromText('GEOMETRYCOLLECTION EMPTY')))";
    private static final String NESTED = "GEOMETRYCOLLECTION(POINT(1 2),MULTIPOINT((1 1),(2 2)),"
            + "GEOMETRYCOLLECTION(POINT(3 4),GEOMETRYCOLLECTION EMPTY))";

    /** The text of {@code ST_GeomFromText('POINT(52.5 13.4)', 4326)} in the order in which it is stored. */
    abstract String berlin();

    private void fillKeyed(String destinationType) throws SQLException, IOException, InterruptedException {
        sides().onSource("CREATE TABLE %s.k (id INT PRIMARY KEY, p POINT, l LINESTRING, a POLYGON, mp MULTIPOINT,"
                + " ml MULTILINESTRING, ma MULTIPOLYGON, gc GEOMETRYCOLLECTION, g GEOMETRY)");
        sides().onSource("INSERT INTO %s.k VALUES (1, " + shape("POINT(0.1 0.30000000000000004)") + ", "
                + shape("LINESTRING(1e22 1e-7,-0.0 5e-324)") + ", "
                + shape("POLYGON((0 0,10 0,10 10,0 10,0 0),(1 1,2 1,2 2,1 1))") + ", "
                + shape("MULTIPOINT(1 1,2 2)") + ", " + shape("MULTILINESTRING((0 0,1 1),(2 2,3 3))") + ", "
                + shape("MULTIPOLYGON(((0 0,5 0,5 5,0 0)))") + ", " + NESTED_SOURCE
                + ", ST_GeomFromText('POINT(52.5 13.4)', 4326)),"
                + " (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)");
        String columns = "id Int32";
        for (String column : new String[]{"p", "l", "a", "mp", "ml", "ma", "gc", "g"}) {
            columns += ", " + column + " " + destinationType;
        }
        sides().createKeyed("k", columns, "id");
        sides().onDestination("INSERT INTO %s.k VALUES (1, 'POINT(0.1 0.30000000000000004)',"
                + " 'LINESTRING(1e22 1e-7,-0.0 5e-324)', 'POLYGON((0 0,10 0,10 10,0 10,0 0),(1 1,2 1,2 2,1 1))',"
                + " 'MULTIPOINT((1 1),(2 2))', 'MULTILINESTRING((0 0,1 1),(2 2,3 3))',"
                + " 'MULTIPOLYGON(((0 0,5 0,5 5,0 0)))', '" + NESTED + "', '" + berlin() + "', 1, 0)");
    }

    private static String shape(String text) {
        return "ST_GeomFromText('" + text + "')";
    }

    private void fillKeyedWithNulls() throws SQLException, IOException, InterruptedException {
        fillKeyed("Nullable(String)");
        sides().onDestination("INSERT INTO %s.k (id, _peerdb_version) VALUES (2, 1)");
    }

    @Test
    void shapesOfAllTypesAreEqualHoweverTheirNumbersAreSpelled()
            throws SQLException, IOException, InterruptedException {
        fillKeyedWithNulls();

        CommandRun ran = sides().compare("k");
        assertThat(ran.out()).contains("source=2 destination=2 missing=0 extra=0 different=0");
        assertThat(ran.code()).isZero();
        for (String[] same : new String[][]{{"p", "POINT (1e-1 0.300000000000000044)"},
                {"l", "LINESTRING(10000000000000000000000 0.0000001, -0 4.9E-324)"},
                {"mp", "MULTIPOINT(1.0 1.0,2.0 2.0)"}, {"ml", "multilinestring ((0 0, 1 1), (2 2, 3 3))"},
                {"gc", NESTED.replace("(1 1),(2 2)", "1 1,2 2").replace("3 4", "+3. 4e0")}}) {
            CommandRun spelled = sides().compareWith("k", same[0], "'" + same[1] + "'");
            assertThat(spelled.out()).as(same[1]).contains("missing=0 extra=0 different=0");
        }
    }

    @Test
    void everyOtherShapeIsFound() throws SQLException, IOException, InterruptedException {
        fillKeyedWithNulls();

        for (String[] other : new String[][]{{"p", "'POINT(0.1 0.3)'"}, {"p", "'POINT(0.30000000000000004 0.1)'"},
                {"p", "''"}, {"p", "NULL"}, {"p", "'POINT(0.1 0.30000000000000004'"},
                {"l", "'LINESTRING(-0.0 5e-324,1e22 1e-7)'"}, {"l", "'LINESTRING(1e22 1e-7,0 5e-324)'"},
                {"l", "'LINESTRING(1e22 1e-7,-0 0)'"},
                {"a", "'POLYGON((0 0,10 0,10 10,0 10,0 0))'"},
                {"a", "'POLYGON((1 1,2 1,2 2,1 1),(0 0,10 0,10 10,0 10,0 0))'"},
                {"mp", "'MULTIPOINT((1 1))'"}, {"mp", "'MULTIPOINT((1 1,2 2))'"}, {"ml", "'LINESTRING(0 0,1 1)'"},
                {"ml", "'MULTILINESTRING((0 0,1 1,2 2,3 3))'"}, {"ma", "'POLYGON((0 0,5 0,5 5,0 0))'"},
                {"gc", "'" + NESTED.replace("3 4", "3 5") + "'"}, {"gc", "'GEOMETRYCOLLECTION EMPTY'"},
                {"gc", "'" + NESTED.replace(",GEOMETRYCOLLECTION EMPTY", "") + "'"},
                {"g", berlin().startsWith("POINT(5") ? "'POINT(13.4 52.5)'" : "'POINT(52.5 13.4)'"}}) {
            CommandRun ran = sides().compareWith("k", other[0], other[1]);

            assertThat(ran.out()).as(other[1]).contains("different=1").contains("where id=1: " + other[0] + " source=");
            assertThat(ran.code()).as(other[1]).isEqualTo(1);
        }
        assertThat(sides().compareWith("k", "p", "'POINT(0.1 0.3)'").out())
                .contains(": p source=POINT(0.1 0.30000000000000004) destination=POINT(0.1 0.3)");
    }

    @Test
    void nullsMayHaveToArriveAsNothing() throws SQLException, IOException, InterruptedException {
        fillKeyed("String");
        sides().onDestination("INSERT INTO %s.k (id, _peerdb_version) VALUES (2, 1)");

        assertThat(sides().compare("k").out()).contains("different=1")
                .contains("where id=2: p source=NULL destination=");
        assertThat(sides().compare("k", "--nulls-as-defaults").code()).isZero();
    }

    @Test
    void ofAppendedTablesShapesAreMatchedInAnyOrder() throws SQLException, IOException, InterruptedException {
        sides().onSource("CREATE TABLE %s.a (g GEOMETRY, n INT)");
        sides().onSource("INSERT INTO %s.a VALUES (" + shape("POINT(1 1)") + ", 1), (" + shape("POINT(1 1)") + ", 1), ("
                + shape("POINT(1e16 1)") + ", 1), (" + shape("MULTIPOINT(1 1,2 2)") + ", 1), ("
                + shape("GEOMETRYCOLLECTION EMPTY") + ", 1), (NULL, 1), (NULL, NULL), (" + NESTED_SOURCE + ", 0)");
        sides().createAppended("a", "g Nullable(String), n Nullable(Int32)");
        // By text, 9999… and MULTI would come elsewhere than the source's spelling of them.
        sides().onDestination("INSERT INTO %s.a VALUES ('POINT(1.0 1.0)', 1, 1, 0), ('POINT(1 1)', 1, 1, 0),"
                + " ('POINT(9999999999999999.9999 1)', 1, 1, 0), ('MULTIPOINT((1 1),(2 2))', 1, 1, 0),"
                + " ('GEOMETRYCOLLECTION EMPTY', 1, 1, 0), (NULL, 1, 1, 0), (NULL, NULL, 1, 0), ('" + NESTED
                + "', 0, 1, 0), ('POINT(7 7)', 1, 1, 0), ('POINT(7 7)', 1, 2, 1)");

        assertThat(sides().compare("a").out()).contains("source=8 destination=8 missing=0 extra=0 different=0");
        for (String[] change : new String[][]{{"('POINT(1 1)', 1, 9, 0)", "missing=0 extra=1 different=0"},
                {"('POINT(1 1)', 1, 9, 1)", "missing=1 extra=0 different=0"},
                {"('POINT(1 1)', 1, 9, 1), ('POINT(1 1.0000000000000002)', 1, 9, 0)",
                        "missing=1 extra=1 different=0"},
                {"(NULL, 1, 9, 1), ('', 1, 9, 0)", "missing=1 extra=1 different=0"},
                {"('GEOMETRYCOLLECTION EMPTY', 1, 9, 1), ('GEOMETRYCOLLECTION EMPTY', 2, 9, 0)",
                        "missing=1 extra=1 different=0"},
                {"('POINT(6 6)', 1, 9, 1)", "missing=0 extra=0 different=1"}}) {
            CommandRun ran = sides().compareWith("a", change[0]);
            assertThat(ran.out()).as(change[0]).contains(change[1]);
            assertThat(ran.code()).as(change[0]).isEqualTo(1);
        }
    }

    @Test
    void appendedTablesMayHaveNothingButShapes() throws SQLException, IOException, InterruptedException {
        sides().onSource("CREATE TABLE %s.s (l LINESTRING NOT NULL, p POINT NOT NULL)");
        sides().createAppended("s", "l String, p String");
        sides().onSource(
                "INSERT INTO %s.s VALUES (" + shape("LINESTRING(0 0,1 1)") + ", " + shape("POINT(10 1)") + "), ("
                        + shape("LINESTRING(0 0,1 1)") + ", " + shape("POINT(9 1)") + ")");
        sides().onDestination("INSERT INTO %s.s VALUES ('LINESTRING(0 0,1 1)', 'POINT(9 1)', 1, 0),"
                + " ('LINESTRING(0 0,1 1)', 'POINT(1e1 1)', 1, 0)");

        assertThat(sides().compare("s").out()).contains("source=2 destination=2 missing=0 extra=0 different=0");
        assertThat(sides().compareWith("s", "('LINESTRING(0 0,1 1)', 'POINT(9 2)', 9, 0)").out())
                .contains("missing=0 extra=1 different=0")
                .contains("where l=LINESTRING(0.0 0.0,1.0 1.0), p=POINT(9.0 2.0)");
    }
}
