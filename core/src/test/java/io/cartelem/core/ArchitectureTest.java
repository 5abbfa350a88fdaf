package io.cartelem.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.List;
import java.util.stream.Stream;

class ArchitectureTest {
    private static final JavaClasses CORE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.cartelem.core");

    private static final List<String> ROOMS =
            List.of("obd", "gps", "mesh", "sensor", "can", "calc");

    @TestFactory
    Stream<DynamicTest> keepsItsDirections() {
        return Stream.of(
                        noClasses()
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(
                                        "javafx..",
                                        "java.sql..",
                                        "io.javalin..",
                                        "io.cartelem.persistence..",
                                        "io.cartelem.server..",
                                        "io.cartelem.app..")
                                .because(
                                        "core knows cars; screens, databases and servers are behind its ports"),
                        noClasses()
                                .that()
                                .resideInAPackage("..core.model..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(
                                        "..core.port..",
                                        "..core.bus..",
                                        "..core.collect..",
                                        "..core.live..")
                                .because("the nouns must be usable without any machinery"),
                        noClasses()
                                .that()
                                .resideInAnyPackage(
                                        "..core.bus..", "..core.live..", "..core.record..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(
                                        "..core.obd..",
                                        "..core.gps..",
                                        "..core.sim..",
                                        "..core.collect..")
                                .because(
                                        "samples flow one way: whoever keeps or shows them knows no device"),
                        noClasses()
                                .that()
                                .resideOutsideOfPackages(
                                        "..core.collect.transport..", "..core.sim..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage("com.fazecast..")
                                .because("only the transport package opens ports"),
                        noClasses()
                                .that()
                                .resideOutsideOfPackage("..core.gps..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("net.sf.marineapi..")
                                .because("its exceptions are contained in one place"),
                        classes()
                                .that()
                                .resideInAPackage("..core.port..")
                                .should()
                                .onlyDependOnClassesThat()
                                .resideInAnyPackage(
                                        "java..",
                                        "org.jspecify..",
                                        "..core.model..",
                                        "..core.port..")
                                .because(
                                        "a port is what both sides agree on, not what one of them uses"))
                .map(
                        rule ->
                                DynamicTest.dynamicTest(
                                        rule.getDescription(), () -> rule.check(CORE)));
    }

    @TestFactory
    Stream<DynamicTest> keepsEverySourceInItsOwnRoom() {
        return ROOMS.stream()
                .map(ArchitectureTest::alone)
                .map(
                        rule ->
                                DynamicTest.dynamicTest(
                                        rule.getDescription(), () -> rule.check(CORE)));
    }

    @TestFactory
    Stream<DynamicTest> hasNoCycles() {
        ArchRule rule =
                slices().matching("io.cartelem.core.(*)..")
                        .should()
                        .beFreeOfCycles()
                        .because("a newcomer must be able to read one package after the other");
        return Stream.of(DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(CORE)));
    }

    private static ArchRule alone(String room) {
        String[] others =
                Stream.concat(
                                ROOMS.stream().filter(other -> !other.equals(room)),
                                Stream.of("sim", "record", "live"))
                        .map(other -> "..core." + other + "..")
                        .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage("..core." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true)
                .because("each source is a room of its own that knows nothing of the others");
    }
}
