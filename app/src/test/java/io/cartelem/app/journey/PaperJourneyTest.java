package io.cartelem.app.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

@Timeout(600)
class PaperJourneyTest {
    @TempDir Path folder;

    @BeforeEach
    void aDriveOfAMinute() {
        App.configure(folder, Map.of("OBD_PORT", "off", "GPS_PORT", "off"));
        Recordings.keep(folder, Recordings.details("Lap / 1", "MX-5", "Ana", "Monza"), 60);
    }

    @Test
    void theChartsOfAReplayAreSavedUnderItsNameAndPrintedOnWhite() {
        Path picture = folder.resolve("lap.png");
        try (App app = App.open(folder)) {
            Person person = app.person();
            app.replay().open("Lap / 1");
            app.willChoose(picture);
            person.menu("menu-file", "menu-chart_png");
            app.awaitTold("saved as lap.png");
            assertEquals(List.of("Lap _ 1.png"), app.proposed());
            Image read = new Image(picture.toUri().toString());
            assertFalse(read.isError());
            assertTrue(read.getWidth() >= 1600, "sharp on paper: " + read.getWidth());
            person.press(KeyCode.CONTROL, KeyCode.P);
            app.awaitTold("with the printer");
            assertEquals(Color.WHITE, app.printed().getFirst().getPixelReader().getColor(2, 2));
        }
    }

    @Test
    void theMenuSaysWhyThereIsNothingToSave() {
        try (App app = App.open(folder)) {
            Person person = app.person();
            person.awaits("#card-gps");
            person.until("no values", () -> saysOfSaving(app).contains("no chart shows values"));
            person.press(KeyCode.CONTROL, KeyCode.DIGIT2);
            person.until("no session", () -> saysOfSaving(app).contains("no session is chosen"));
            person.press(KeyCode.CONTROL, KeyCode.DIGIT5);
            person.until("another page", () -> saysOfSaving(app).contains("on Live and Replay"));
            app.replay().open("Lap / 1");
            person.until(
                    "nothing in the way", () -> saysOfSaving(app).equals("Save charts as PNG…"));
        }
    }

    private static String saysOfSaving(App app) {
        return app.person().menuText("menu-file", "menu-chart_png");
    }
}
