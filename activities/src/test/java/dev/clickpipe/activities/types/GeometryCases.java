package dev.clickpipe.activities.types;

import dev.clickpipe.activities.types.TypeCases.TypeCase;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Shapes of all types, and numbers of all sizes as coordinates. */
final class GeometryCases {
    private static final String SQUARE = "((0 0,10 0,10 10,0 10,0 0))";
    private static final String WITH_HOLE = "((0 0,10 0,10 10,0 10,0 0),(1 1,2 1,2 2,1 1))";

    private static final String MULTIPOINT = HexFormat.of().withUpperCase()
            .formatHex("MULTIPOINT".getBytes(StandardCharsets.UTF_8));

    private GeometryCases() {}

    static List<TypeCase> all(Flavour flavour) {
        List<TypeCase> cases = new ArrayList<>();
        cases.add(of("POINT", "(0 0)", "(1.5 -2)", "(0.1 0.30000000000000004)", "(1e22 1e-7)", "(1e15 123456789012345)",
                "(1e16 12345678901234567890)", "(1.7976931348623157e308 5e-324)", "(-0.000001 1e-15)",
                "(1e-16 999999999999999)", "(-180 90)"));
        cases.add(of("LINESTRING", "(0 0,1 1)", "(0 0,1 1,2.5 3)"));
        cases.add(of("POLYGON", SQUARE, WITH_HOLE));
        cases.add(of("MULTIPOINT", "(0 0,1 1)", "(5 5)"));
        cases.add(of("MULTILINESTRING", "((0 0,1 1),(2 2,3 3,4 4))", "((0 0,1 1))"));
        cases.add(of("MULTIPOLYGON", "(" + SQUARE + "," + WITH_HOLE.replace("10", "30") + ")", "(" + SQUARE + ")"));
        cases.add(of("GEOMETRYCOLLECTION", "(POINT(1 2),LINESTRING(0 0,1 1),POLYGON" + SQUARE + ",MULTIPOINT(1 1,2 2))",
                "(POINT(0 0))"));
        List<String> any = new ArrayList<>(List.of("NULL"));
        any.add(text("POINT(7 8)"));
        any.add(text("GEOMETRYCOLLECTION EMPTY"));
        // MariaDB's text parser gives NULL for nested collections.
        any.add("GeometryCollection(Point(1, 2), GeometryCollection(Point(3, 4), LineString(Point(0, 0), Point(1, 1))))");
        any.add("ST_GeomFromText('POINT(52.5 13.4)', 4326)");
        any.add("ST_GeomFromText('LINESTRING(10 20,30 40)', 4326)");
        if (flavour == Flavour.MYSQL) {
            any.add("ST_GeomFromText('POINT(500000 4649776)', 32633)");
        }
        cases.add(new TypeCase("GEOMETRY", "String", any));
        return cases;
    }

    /** MariaDB leaves out the parentheses of the points of a MULTIPOINT. Takes and gives hexadecimal digits. */
    static String inOneSpelling(String digits) {
        if (!digits.contains(MULTIPOINT)) {
            return digits;
        }
        String text = new String(HexFormat.of().parseHex(digits), StandardCharsets.UTF_8);
        String spelled = Pattern.compile("MULTIPOINT\\(([^()]+)\\)").matcher(text)
                .replaceAll(match -> "MULTIPOINT((" + match.group(1).replace(",", "),(") + "))");
        return HexFormat.of().withUpperCase().formatHex(spelled.getBytes(StandardCharsets.UTF_8));
    }

    private static TypeCase of(String type, String... shapes) {
        List<String> literals = new ArrayList<>();
        for (String shape : shapes) {
            literals.add(text(type + shape));
        }
        literals.add("NULL");
        return new TypeCase(type, "String", literals);
    }

    private static String text(String shape) {
        return "ST_GeomFromText('" + shape + "')";
    }
}
