package dev.clickpipe.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.clickpipe.api", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule KNOWS_WORKFLOWS_ALONE = noClasses().should().dependOnClassesThat()
            .resideInAnyPackage("dev.clickpipe.activities..", "dev.clickpipe.deploy..");

    @ArchTest
    static final ArchRule OPENS_NO_DATABASE = noClasses().should().dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "com.clickhouse..");

    @ArchTest
    static final ArchRule WIRE_KNOWS_NO_TEMPORAL_AND_NO_HTTP = noClasses().that().resideInAPackage("..api.wire..")
            .should().dependOnClassesThat().resideInAnyPackage("io.temporal..", "io.grpc..", "io.micronaut..");

    @ArchTest
    static final ArchRule ONLY_ONE_ROOM_CALLS_TEMPORAL = classes().that()
            .resideOutsideOfPackage("..api.temporal..").should().onlyDependOnClassesThat()
            .resideOutsideOfPackages("io.temporal..", "io.grpc..");

    @ArchTest
    static final ArchRule ROOMS_HAVE_NO_CYCLES = slices().matching("dev.clickpipe.api.(*)..").should()
            .beFreeOfCycles();
}
