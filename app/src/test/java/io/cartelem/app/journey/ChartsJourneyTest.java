package io.cartelem.app.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.chart.ChartsModel;
import io.cartelem.app.chart.TimelineModel;

import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

@Timeout(600)
class ChartsJourneyTest {
    @TempDir Path folder;

    @BeforeEach
    void noDevices() {
        App.configure(folder, Map.of("OBD_PORT", "off", "GPS_PORT", "off"));
    }

    @Test
    void theWheelZoomsDraggingPansAndADoubleClickGoesBackToTheNewest() {
        try (App app = App.open(folder)) {
            Person person = app.person();
            TimelineModel timeline = app.desktop().liveModel().charts().timeline();
            person.awaits("#chart-0");
            long minute = person.fx(timeline::span);
            person.wheel("#chart-0", 0.5, 3);
            person.until("a shorter stretch", () -> person.fx(timeline::span) < minute);
            long shorter = person.fx(timeline::span);
            assertTrue(person.fx(timeline.followingProperty()::get), "zooming goes on following");
            person.drag("#chart-0", 0.4, 0.6, 0.8, 0.6);
            person.until("the past", () -> !person.fx(timeline.followingProperty()::get));
            long past = person.fx(timeline::to);
            assertEquals(shorter, person.fx(timeline::span).longValue(), "panning does not zoom");
            person.awaits("#pause");
            person.doubleClick("#chart-0", 0.6, 0.6);
            person.until("the newest", () -> person.fx(timeline.followingProperty()::get));
            person.until("time to go on", () -> person.fx(timeline::to) > past);
            person.wheel("#chart-0", 0.5, -3);
            person.until("a longer stretch", () -> person.fx(timeline::span) > shorter);
        }
    }

    @Test
    void aChannelIsDraggedFromTheListOrPutThereByKeys() {
        Recordings.keep(folder, "Lap", 30);
        try (App app = App.open(folder)) {
            Person person = app.person();
            app.replay().open("Lap");
            ChartsModel charts = app.desktop().replayModel().charts();
            List<String> before = person.fx(() -> List.copyOf(charts.charts().get(1).channels()));
            person.click("#channel-list");
            person.awaits("#channels");
            person.dragOnto(".list-cell", "GPS  Altitude  [m]", "#chart-1");
            person.until(
                    "the channel in the second chart",
                    () ->
                            person.fx(
                                    () ->
                                            charts.charts()
                                                    .get(1)
                                                    .channels()
                                                    .contains("gps.altitude")));
            person.clickText(".list-cell", "GPS  Altitude  [m]");
            person.press(KeyCode.DIGIT2);
            person.until(
                    "it to be out again",
                    () -> person.fx(() -> charts.charts().get(1).channels().equals(before)));
            person.press(KeyCode.DIGIT1);
            person.until(
                    "it in the first",
                    () ->
                            person.fx(
                                    () ->
                                            charts.charts()
                                                    .get(0)
                                                    .channels()
                                                    .contains("gps.altitude")));
            person.dragOnto(".table-cell", "GPS  Heading", "#chart-2");
            person.until(
                    "a channel of the table",
                    () ->
                            person.fx(
                                    () ->
                                            charts.charts()
                                                    .get(2)
                                                    .channels()
                                                    .contains("gps.heading_deg")));
        }
    }
}
