package io.cartelem.app.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

@Timeout(180)
class RecordingJourneyTest {
    @TempDir Path folder;

    @Test
    void fromTheFirstStartToARecordedSession() {
        App.configure(folder, Map.of());
        long t0 = System.nanoTime();
        try (App app = App.open(folder, 8)) {
            System.err.println("open " + (System.nanoTime() - t0) / 1e6);
            Person person = app.person();
            person.click("#choose-simulate");
            person.awaits("#simulated");
            System.err.println("sim " + (System.nanoTime() - t0) / 1e6);
            person.until("both", () -> app.station().collectors().states().stream().allMatch(s -> s.phase() == io.cartelem.core.collect.CollectorState.Phase.RUNNING));
            System.err.println("run " + (System.nanoTime() - t0) / 1e6);
            person.click("#record");
            person.awaitsText("#record", "Stop");
            System.err.println("rec " + (System.nanoTime() - t0) / 1e6);
            System.err.println("focus " + person.fx(() -> app.stage().getScene().getFocusOwner() + " " + app.stage().isFocused()+" "+ javafx.stage.Window.getWindows())); person.press(KeyCode.M);
            app.awaitTold("Marker 1 set");
            System.err.println("mark " + (System.nanoTime() - t0) / 1e6);
            person.press(KeyCode.F5);
            app.awaitTold("is saved with");
            System.err.println("stop " + (System.nanoTime() - t0) / 1e6);
            assertEquals("Record", person.reads("#record"));
        }
        System.err.println("closed " + (System.nanoTime() - t0) / 1e6);
    }
}
