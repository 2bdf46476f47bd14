package dev.clickpipe.workflows.contract;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import java.time.Duration;
import java.util.function.Supplier;

/** What the module may use, and what makes workflow code replay: no input or output, no clock, no threads. */
@AnalyzeClasses(packages = "dev.clickpipe.workflows", importOptions = ImportOption.DoNotIncludeTests.class)
class ProjectRulesTest {
    private static final String[] WORKFLOW_CODE = {"..calls..", "..changes..", "..life..", "..machine..", "..memory..",
            "..phases..", "..pipe..", "..service..", "..snapshot.."};

    @ArchTest
    static final ArchRule IMPORTS_LITTLE = classes().should().onlyDependOnClassesThat(
            resideInAnyPackage("dev.clickpipe.workflows..", "io.temporal..", "com.google.crypto.tink..",
                    "com.fasterxml.jackson.annotation..", "org.jspecify..", "java..", "javax.crypto..", "org.slf4j.."))
            .because(
                    "workflows is used by all other modules; slf4j is only the type that Workflow.getLogger returns");

    @ArchTest
    static final ArchRule NO_INPUT_OR_OUTPUT = noClasses().that(resideInAnyPackage(WORKFLOW_CODE)).should()
            .dependOnClassesThat(
                    resideInAnyPackage("java.net..", "java.nio.file..", "java.sql..", "java.nio.channels.."))
            .because("workflow code decides; activities touch the world");

    @ArchTest
    static final ArchRule NO_THREADS = noClasses().that(resideInAnyPackage(WORKFLOW_CODE)).should()
            .dependOnClassesThat(resideInAnyPackage("java.util.concurrent..")).orShould()
            .dependOnClassesThat().areAssignableTo(Thread.class)
            .because("the SDK runs workflow code; use Call and Workflow.await");

    @ArchTest
    static final ArchRule NO_CLOCK = noClasses().that(resideInAnyPackage(WORKFLOW_CODE)).should()
            .callMethod(java.time.Instant.class, "now").orShould()
            .callMethod(java.lang.System.class, "currentTimeMillis").orShould()
            .callMethod(java.lang.System.class, "nanoTime").orShould().callMethod(java.time.Clock.class, "systemUTC")
            .orShould().callMethod(java.util.UUID.class, "randomUUID").orShould()
            .callMethod(java.lang.Math.class, "random").orShould()
            .dependOnClassesThat(resideInAnyPackage("java.util.random..")).orShould()
            .dependOnClassesThat().areAssignableTo(java.util.Random.class)
            .because("a replay must see what the first run saw; use Workflow.currentTimeMillis");

    @ArchTest
    static final ArchRule CALLS_AND_TIMERS_HAVE_SUMMARIES = noClasses().that().resideOutsideOfPackage("..calls..")
            .should().callMethodWhere(target(nameMatching("newActivityStub|newUntypedActivityStub|newTimer|sleep"))
                    .and(target(owner(type(Workflow.class)))))
            .orShould().callMethod(Workflow.class, "await", Duration.class, Supplier.class)
            .because("people read the history: ActivityStubs and Timers ask for a sentence");

    @ArchTest
    static final ArchRule NO_MUTABLE_STATICS = fields().that().areStatic().should().beFinal()
            .because("a static that changes is shared by all workflows of a worker and lost by a replay");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("dev.clickpipe.workflows.(*)..").should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule RECORDS_KNOW_NO_WORKFLOW_CODE = noClasses()
            .that(resideInAnyPackage("..contract..", "..failure..", "..position..", "..settings..", "..secrets.."))
            .should().dependOnClassesThat(resideInAnyPackage("..calls..", "..changes..", "..life..", "..machine..",
                    "..memory..", "..phases..", "..registration.."));

    @ArchTest
    static final ArchRule IMPLEMENTATIONS = classes()
            .that(DescribedPredicate.describe("implement a workflow interface",
                    one -> one.getAllRawInterfaces().stream()
                            .anyMatch(type -> type.isAnnotatedWith(WorkflowInterface.class))))
            .should().haveSimpleNameEndingWith("Impl").because("as in Temporal's samples");
}
