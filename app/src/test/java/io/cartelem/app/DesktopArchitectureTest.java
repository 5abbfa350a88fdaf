package io.cartelem.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

class DesktopArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.cartelem.app");

    @Test
    void onlyTheFxPackageTouchesThePlatform() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..app.fx..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("javafx.application.Platform")
                .because("one place decides what runs on the FX thread, so it can be reviewed")
                .check(CLASSES);
    }

    @Test
    void onlyThePulseTicks() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..app.fx..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("javafx.animation..")
                .because("the window pulls once per frame by one pump; a second timer tears frames")
                .check(CLASSES);
    }

    @Test
    void viewModelsKnowNoControls() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Model")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "javafx.scene..", "javafx.stage..", "org.kordamp..", "com.gluonhq..")
                .because("a view model is tested without a toolkit and outlives a redesign")
                .check(CLASSES);
    }

    @Test
    void viewsKnowNoServices() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("View")
                .or()
                .haveSimpleNameEndingWith("Bar")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "io\\.cartelem\\.(app\\.desk\\.(Desk|SettingsAccess|Sharing)"
                                + "|core\\.port\\.(SessionStore|SampleReader)"
                                + "|core\\.record\\.SessionRecorder|core\\.bus\\..*"
                                + "|core\\.live\\.LiveState)")
                .because("a view shows what its model says; who asks a store may also block on it")
                .check(CLASSES);
    }

    @Test
    void noAwtInTheWindow() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..app.fx..",
                        "..app.shell..",
                        "..app.live..",
                        "..app.lap..",
                        "..app.driver..",
                        "..app.chart..",
                        "..app.map..",
                        "..app.replay..",
                        "..app.sessions..",
                        "..app.devices..",
                        "..app.settings..",
                        "..app.share..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.awt..", "javax.swing..", "javax.imageio..")
                .because("two toolkits in a process fight for the main thread on macOS")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.cartelem.app.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a package that can be understood alone can be changed alone")
                .check(CLASSES);
    }

    @Test
    void wordsAndNumbersDependOnNoView() {
        classes()
                .that()
                .resideInAPackage("..app.text..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "..app.text..",
                        "io.cartelem.core..",
                        "java..",
                        "javafx.beans..",
                        "org.jspecify..")
                .because("the headless station says the same things in the same words")
                .check(CLASSES);
    }
}
