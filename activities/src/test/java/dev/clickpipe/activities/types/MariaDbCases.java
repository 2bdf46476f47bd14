package dev.clickpipe.activities.types;

import dev.clickpipe.activities.types.TypeCases.TypeCase;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import java.util.ArrayList;
import java.util.List;

/** Types that MariaDB alone has. */
final class MariaDbCases {
    private MariaDbCases() {}

    static List<TypeCase> all() {
        List<TypeCase> cases = new ArrayList<>();
        cases.add(new TypeCase("INET4", "IPv4", List.of("'0.0.0.0'", "'1.2.3.4'", "'10.0.0.0'", "'255.255.255.255'",
                "'127.0.0.1'", "'192.168.1.0'", "NULL")));
        cases.add(new TypeCase("INET6", "IPv6", List.of("'::'", "'::1'", "'2001:db8::'", "'fe80::1:2'",
                "'::ffff:1.2.3.4'", "'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'", "'2001:db8:0:0:1::'", "NULL")));
        cases.add(new TypeCase("UUID", "UUID", uuids()));
        cases.addAll(compressed());
        return cases;
    }

    /** Of 11.7 and later. */
    static List<TypeCase> withVectors() {
        List<TypeCase> cases = new ArrayList<>(TypeCases.of(Flavour.MARIADB));
        cases.add(new TypeCase("VECTOR(3)", "Array(Float32)",
                List.of("VEC_FromText('[1,2.5,-3e-5]')", "VEC_FromText('[0,1,1e18]')", "NULL")));
        cases.add(new TypeCase("VECTOR(2000)", "Array(Float32)",
                List.of("VEC_FromText(CONCAT('[', REPEAT('0.1,', 1999), '7]'))")));
        return cases;
    }

    /** All versions and variants, and what no standard knows. */
    private static List<String> uuids() {
        List<String> uuids = new ArrayList<>(List.of("'00000000-0000-0000-0000-000000000000'",
                "'ffffffff-ffff-ffff-ffff-ffffffffffff'", "'123e4567-e89b-12d3-a456-426614174000'",
                "'00000000-0000-1000-8000-000000000000'", "'12345678-9abc-0def-8123-456789abcdef'", "NULL"));
        for (int version = 0; version < 16; version++) {
            for (int variant = 0; variant < 16; variant++) {
                // Those of no version that there is and no variant of the standard the server does not take.
                if (version < 8 || variant >= 8) {
                    uuids.add("'1b4e28ba-2fa1-%x1d2-%x83f-b9a761bde3%02x'".formatted(version, variant,
                            version * variant));
                }
            }
        }
        return uuids;
    }

    private static List<TypeCase> compressed() {
        List<TypeCase> cases = new ArrayList<>();
        List<String> texts = List.of("''", "'a'", "'ä'", "REPEAT('ab', 40)", "REPEAT('日', 100)", "NULL");
        for (String type : List.of("VARCHAR(100) COMPRESSED", "VARCHAR(1000) COMPRESSED", "TEXT COMPRESSED",
                "TINYTEXT COMPRESSED", "MEDIUMTEXT COMPRESSED", "LONGTEXT COMPRESSED")) {
            cases.add(new TypeCase(type, "String", type.startsWith("TINY") ? texts.subList(0, 4) : texts));
        }
        for (String type : List.of("VARBINARY(300) COMPRESSED", "BLOB COMPRESSED", "LONGBLOB COMPRESSED")) {
            cases.add(new TypeCase(type, "String", List.of("''", "X'00'", "X'00FF00'", "REPEAT(X'00', 300)",
                    "REPEAT(X'0102', 150)", "NULL")));
        }
        cases.add(new TypeCase("VARCHAR(200) COMPRESSED CHARACTER SET latin1", "String",
                List.of("'é€'", "REPEAT('é', 200)")));
        cases.add(new TypeCase("LONGTEXT COMPRESSED", "String", List.of("REPEAT('compressible ', 200000)")));
        return cases;
    }
}
