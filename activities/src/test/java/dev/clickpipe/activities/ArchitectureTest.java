package dev.clickpipe.activities;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the rooms of this module, and those that leave it. */
@AnalyzeClasses(packages = "dev.clickpipe", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOMS = "dev.clickpipe.activities.";

    /** The hands know the contract and nothing of the face or of how things are run. */
    @ArchTest
    static final ArchRule OUTWARD = noClasses().that().resideInAPackage("dev.clickpipe.activities..").should()
            .dependOnClassesThat().resideInAnyPackage("dev.clickpipe.api..", "dev.clickpipe.deploy..");

    /** What a pipe is does not know who carries it out. */
    @ArchTest
    static final ArchRule CONTRACT = noClasses().that().resideInAPackage("dev.clickpipe.workflows..").should()
            .dependOnClassesThat().resideInAPackage("dev.clickpipe.activities..");

    /** A value is the same whoever reads it: types know no connection, no binlog client, no ClickHouse client. */
    @ArchTest
    static final ArchRule TYPES = noClasses().that().resideInAPackage(ROOMS + "types..").should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOMS + "mysql..", ROOMS + "binlog..", ROOMS + "clickhouse..", ROOMS + "stream..",
                    ROOMS + "snapshot..", ROOMS + "worker..", "com.clickhouse..", "com.github.shyiko..",
                    "io.temporal..");

    /** The binlog is read without knowing what becomes of it. */
    @ArchTest
    static final ArchRule BINLOG = noClasses().that().resideInAPackage(ROOMS + "binlog..").should()
            .dependOnClassesThat().resideInAnyPackage(ROOMS + "clickhouse..", ROOMS + "stream..", ROOMS + "snapshot..",
                    "com.clickhouse..", "io.temporal..");

    /** Only the room of ClickHouse speaks to ClickHouse. */
    @ArchTest
    static final ArchRule CLICKHOUSE = noClasses().that().resideInAPackage("dev.clickpipe.activities..").and()
            .resideOutsideOfPackages(ROOMS + "clickhouse..", ROOMS + "errors..").should().dependOnClassesThat()
            .resideInAPackage("com.clickhouse..");

    /** No two rooms need each other. The worker, which puts all of them together, is above them. */
    @ArchTest
    static final ArchRule CYCLES = slices().matching(ROOMS + "(*)..").should().beFreeOfCycles();
}
