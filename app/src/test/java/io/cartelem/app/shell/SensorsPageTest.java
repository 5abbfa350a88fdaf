package io.cartelem.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.fx.Toolkit;

import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextArea;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class SensorsPageTest {
    private final FakeDesk desk = new FakeDesk();

    @Test
    void aSensorIsAddedTriedSavedAndRemoved() {
        try (TestWindow window = new TestWindow(desk)) {
            window.click("#nav-devices");
            assertFalse(window.shows("#sensor-description"));
            MenuButton add = (MenuButton) window.find("#sensor-add");
            Toolkit.call(
                    () -> {
                        add.getItems().getFirst().fire();
                        return true;
                    });
            window.beat();
            assertTrue(window.shows("#sensor-description"));
            Node last = window.find("#sensor-save");
            assertTrue(
                    Toolkit.call(() -> last.localToScene(last.getLayoutBounds()).getMaxY())
                            <= Toolkit.call(() -> window.desktop.scene().getHeight()),
                    "the whole editor is seen");
            ListView<?> preview = (ListView<?>) window.find("#sensor-preview");
            assertEquals(1, Toolkit.call(() -> preview.getItems().size()));
            TextArea description = (TextArea) window.find("#sensor-description");
            Toolkit.call(
                    () -> {
                        description.setText("[discs]\nlink = \"COM1\"");
                        return true;
                    });
            Node save = window.find("#sensor-save");
            assertTrue(Toolkit.call(save::isDisabled));
            assertTrue(window.text("#sensor-problems").contains("discs.channels: it is missing"));
            Toolkit.call(
                    () -> {
                        description.setText("[discs]\nlink = \"COM1\"\nchannels = [\"left °C\"]");
                        return true;
                    });
            window.click("#sensor-save");
            assertFalse(window.shows("#sensor-description"));
            assertEquals(
                    "[discs]\nlink = \"COM1\"\nchannels = [\"left °C\"]\n", desk.sensors.text());
            window.click("#sensor-edit-discs");
            assertTrue(window.shows("#sensor-description"));
            window.click("#sensor-cancel");
            window.click("#sensor-remove-discs");
            assertEquals("", desk.sensors.text());
        }
    }
}
