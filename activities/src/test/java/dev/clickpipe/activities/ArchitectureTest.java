package dev.clickpipe.activities;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.temporal.activity.ActivityInterface;

/** Which packages of this module may use which, and what the module may use. */
@AnalyzeClasses(packages = "dev.clickpipe", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String PACKAGES = "dev.clickpipe.activities.";

    /** Activities know the contract, and nothing of the REST API or of deployment. */
    @ArchTest
    static final ArchRule OUTWARD = noClasses().that().resideInAPackage("dev.clickpipe.activities..").should()
            .dependOnClassesThat().resideInAnyPackage("dev.clickpipe.api..", "dev.clickpipe.deploy..");

    /** Workflows do not know the implementations of activities. */
    @ArchTest
    static final ArchRule CONTRACT = noClasses().that().resideInAPackage("dev.clickpipe.workflows..").should()
            .dependOnClassesThat().resideInAPackage("dev.clickpipe.activities..");

    /** A value is the same whoever reads it: types know no connection, no binlog client, no ClickHouse client. */
    @ArchTest
    static final ArchRule TYPES = noClasses().that().resideInAPackage(PACKAGES + "types..").should()
            .dependOnClassesThat()
            .resideInAnyPackage(PACKAGES + "mysql..", PACKAGES + "binlog..", PACKAGES + "clickhouse..",
                    PACKAGES + "stream..",
                    PACKAGES + "snapshot..", PACKAGES + "worker..", "com.clickhouse..", "com.github.shyiko..",
                    "io.temporal..");

    /** The binlog is read without knowing what becomes of it. */
    @ArchTest
    static final ArchRule BINLOG = noClasses().that().resideInAPackage(PACKAGES + "binlog..").should()
            .dependOnClassesThat().resideInAnyPackage(PACKAGES + "clickhouse..", PACKAGES + "stream..",
                    PACKAGES + "snapshot..",
                    "com.clickhouse..", "io.temporal..");

    /** Only the package of ClickHouse uses its client. */
    @ArchTest
    static final ArchRule CLICKHOUSE = noClasses().that().resideInAPackage("dev.clickpipe.activities..").and()
            .resideOutsideOfPackages(PACKAGES + "clickhouse..", PACKAGES + "errors..").should().dependOnClassesThat()
            .resideInAPackage("com.clickhouse..");

    /** No two packages need each other. The worker, which puts all of them together, is above them. */
    @ArchTest
    static final ArchRule CYCLES = slices().matching(PACKAGES + "(*)..").should().beFreeOfCycles();

    /** As in Temporal's samples. */
    @ArchTest
    static final ArchRule IMPLEMENTATIONS = classes()
            .that(DescribedPredicate.describe("implement an activity interface",
                    one -> one.getAllRawInterfaces().stream()
                            .anyMatch(type -> type.isAnnotatedWith(ActivityInterface.class))))
            .should().haveSimpleNameEndingWith("Impl");
}
