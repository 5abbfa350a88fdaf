package io.cartelem.app.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.fx.Toolkit;
import io.cartelem.app.shell.TestWindow;
import io.cartelem.core.alert.AlertBook;
import io.cartelem.core.alert.AlertEngine;
import io.cartelem.core.alert.AlertLog;
import io.cartelem.core.alert.AlertRule;

import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

@Timeout(300)
class RulesPageTest {
    private final FakeDesk desk = new FakeDesk();
    @TempDir private Path folder;
    private AlertBook book;
    private AlertEngine engine;
    private TestWindow window;

    @BeforeEach
    void open() {
        book = new AlertBook(folder.resolve(AlertBook.FILE));
        engine = new AlertEngine(book, desk.bus, desk.clock, AlertLog.NONE);
        desk.watch(engine);
        window = new TestWindow(desk);
        window.click("#nav-settings");
        window.click("#tab-rules");
    }

    @AfterEach
    void close() {
        window.close();
        engine.close();
    }

    private void type(String field, String text) {
        TextField box = (TextField) window.find(field);
        Toolkit.run(() -> box.setText(text));
        window.beat();
    }

    private void channel(String id) {
        ComboBox<?> box = (ComboBox<?>) window.find("#rule-channel");
        Toolkit.run(() -> box.getEditor().setText(id));
        window.beat();
    }

    private AlertRule rule(String id) {
        return book.find(id).orElseThrow();
    }

    @Test
    void aRuleIsAddedChangedAndDeleted() {
        window.click("#rule-add");
        type("#rule-name", "Öl zu heiß");
        channel("obd.engine_oil_temperature");
        type("#rule-limit", "125,5");
        window.click("#rule-save");
        assertEquals(125.5, rule("ol-zu-hei").limit());
        assertFalse(window.shows("#rule-form"));

        window.click("#rule-edit-ol-zu-hei");
        type("#rule-limit", "128");
        window.click("#rule-save");
        assertEquals(128, rule("ol-zu-hei").limit());
        assertEquals(7, book.all().size());

        window.click("#rule-remove-ol-zu-hei");
        assertTrue(book.find("ol-zu-hei").isEmpty());
        assertTrue(
                Toolkit.call(
                        () ->
                                window.desktop.notices().stream()
                                        .anyMatch(n -> "Undo".equals(n.action()))));
    }

    @Test
    void wrongInputIsSaidAtItsField() {
        window.click("#rule-add");
        channel("oil");
        type("#rule-limit", "hot");
        window.click("#rule-save");
        assertTrue(window.text("#rule-wrong-name").contains("1 to 60"));
        assertTrue(window.text("#rule-wrong-channel").contains("source.name"));
        assertTrue(window.text("#rule-wrong-limit").contains("must be a number"));
        assertFalse(window.shows("#rule-wrong-seconds"));
        assertEquals(6, book.all().size());
        window.click("#rule-cancel");
        assertFalse(window.shows("#rule-form"));
    }

    @Test
    void aRuleIsSwitchedOffAndTheUsualOnesComeBack() {
        CheckBox watches = (CheckBox) window.find("#rule-on-coolant-hot");
        Toolkit.run(watches::fire);
        window.beat();
        assertFalse(rule("coolant-hot").enabled());
        window.click("#rule-reset");
        assertTrue(rule("coolant-hot").enabled());
        Toolkit.run(() -> window.desktop.notices().getLast().act().run());
        window.beat();
        assertFalse(rule("coolant-hot").enabled(), "that was taken back");
    }

    @Test
    void limitsAreInTheUnitsOfThePerson() {
        desk.settings.with("UNITS", "metric", "metric", "imperial");
        window.click("#tab-settings");
        window.click("#nav-live");
        window.click("#nav-settings");
        ComboBox<?> units = (ComboBox<?>) window.find("#setting-UNITS");
        Toolkit.run(() -> units.getSelectionModel().select(1));
        window.beat();
        window.click("#tab-rules");
        window.click("#rule-edit-coolant-hot");
        TextField limit = (TextField) window.find("#rule-limit");
        assertEquals("230", Toolkit.call(limit::getText));
        type("#rule-limit", "239");
        window.click("#rule-save");
        assertEquals(115, rule("coolant-hot").limit(), 1e-6);
    }
}
