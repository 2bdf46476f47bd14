package dev.clickpipe.deploy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.deploy.CommandRun;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Vectors in a keyed table and in appended ones, then changed by one thing at a time. */
abstract class VectorComparisonTest extends OnBothSides {
    /** As many dimensions as both servers take at most. */
    private static final int LONGEST = 16_383;

    /** An expression of a vector, from an expression of its text. */
    abstract String vector(String text);

    @Test
    void everyElementAndNullsAreLookedAt() throws SQLException, IOException, InterruptedException {
        sides().onSource("CREATE TABLE %s.k (id INT PRIMARY KEY, v VECTOR(4))");
        sides().onSource("INSERT INTO %s.k VALUES (1, " + vector("'[1,2.5,-0.0,1.5e9]'") + "), (2, NULL)");
        sides().createKeyed("k", "id Int32, v Array(Float32)", "id");
        sides().onDestination("INSERT INTO %s.k VALUES (1, [1, 2.5, -0., 1.5e9], 1, 0), (2, [], 1, 0)");

        assertThat(sides().compare("k").out()).contains("source=2 destination=2 missing=0 extra=0 different=0");
        assertThat(sides().compare("k", "--nulls-as-defaults").code()).isZero();
        for (String other : new String[]{"[1, 2.5, 0., 1.5e9]", "[1, 2.5000002, -0., 1.5e9]",
                "[1, 2.5, -0.]", "[2.5, 1, -0., 1.5e9]", "[1, 2.5, -0., 1.5e9, 0]", "[]"}) {
            CommandRun ran = sides().compareWith("k", "v", "CAST(" + other + " AS Array(Float32))");

            assertThat(ran.out()).as(other).contains("different=1")
                    .contains("where id=1: v source=[1.0, 2.5, -0.0, 1.5E9] destination=");
            assertThat(ran.code()).as(other).isEqualTo(1);
        }
        sides().onDestination("INSERT INTO %s.k VALUES (2, [0], 9, 0)");
        assertThat(sides().compare("k").out()).contains("where id=2: v source=NULL destination=[0.0]");
    }

    @Test
    void ofAppendedTablesEachVectorCountsAsOftenAsItIsThere()
            throws SQLException, IOException, InterruptedException {
        sides().onSource("CREATE TABLE %s.a (v VECTOR(2))");
        sides().onSource("INSERT INTO %s.a VALUES (" + vector("'[1,2]'") + "), (" + vector("'[-1,2]'") + "), ("
                + vector("'[0.1,10]'") + "), (" + vector("'[1,2]'") + "), (" + vector("'[-0.0,2]'")
                + "), (NULL), (NULL)");
        sides().createAppended("a", "v Array(Float32)");
        sides().onDestination("INSERT INTO %s.a VALUES ([], 1, 0), ([-1, 2], 1, 0), ([1, 2], 1, 0), ([-0., 2], 1, 0),"
                + " ([], 1, 0), ([1, 2], 1, 0), ([0.1, 10], 1, 0), ([7, 7], 1, 0), ([7, 7], 2, 1)");

        assertThat(sides().compare("a").out()).contains("source=7 destination=7 missing=0 extra=0 different=0");
        for (String[] change : new String[][]{{"([1, 2], 9, 0)", "missing=0 extra=1 different=0"},
                {"([1, 2], 9, 1)", "missing=1 extra=0 different=0"}, {"([], 9, 1)", "missing=1 extra=0 different=0"},
                {"([-0., 2], 9, 1), ([0., 2], 9, 0)", "missing=1 extra=1 different=0"},
                {"([6, 6], 9, 1)", "missing=0 extra=0 different=1"}}) {
            assertThat(sides().compareWith("a", change[0]).out()).as(change[0]).contains(change[1]);
        }
    }

    @Test
    void appendedVectorsThatDifferAtTheEndAloneAreToldApart() throws SQLException, IOException, InterruptedException {
        sides().onSource("CREATE TABLE %s.l (v VECTOR(" + LONGEST + "))");
        sides().createAppended("l", "v Array(Float32)");
        for (int last : new int[]{3, 1, 4, 2}) {
            sides().onSource("INSERT INTO %s.l VALUES ("
                    + vector("CONCAT('[', REPEAT('0.1,', " + (LONGEST - 1) + "), '" + last + "]')") + ")");
        }
        for (int last : new int[]{1, 2, 3, 4}) {
            sides().onDestination("INSERT INTO %s.l SELECT " + longVector(last) + ", 1, 0");
        }

        assertThat(sides().compare("l").out()).contains("source=4 destination=4 missing=0 extra=0 different=0");
        sides().onDestination("INSERT INTO %s.l SELECT " + longVector(5) + ", 1, 0");
        assertThat(sides().compare("l").out()).contains("missing=0 extra=1 different=0");
    }

    private static String longVector(int last) {
        return "arrayPushBack(arrayWithConstant(" + (LONGEST - 1) + ", toFloat32(0.1)), toFloat32(" + last + "))";
    }
}
