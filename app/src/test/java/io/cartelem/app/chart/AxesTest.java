package io.cartelem.app.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.desk.Memory;
import io.cartelem.app.text.Presentation;
import io.cartelem.app.text.Texts;
import io.cartelem.app.text.Units;
import io.cartelem.core.model.Channel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class AxesTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void valueStepsAreRoundAndFewEnough() {
        assertEquals(50, Ticks.valueStep(200, 4));
        assertEquals(0.2, Ticks.valueStep(0.9, 5), 1e-12);
        assertEquals(1000, Ticks.valueStep(4200, 5));
        assertEquals(1, Ticks.valueStep(0, 5), "no range still has an axis");
        assertEquals(1, Ticks.decimals(0.2));
        assertEquals(0, Ticks.decimals(50));
        assertEquals(3, Ticks.decimals(0.005));
    }

    @Test
    void timeLabelsAreAsPreciseAsTheirStep() {
        assertEquals(10 * SECOND, Ticks.timeStep(60 * SECOND, 7));
        assertEquals("12:01:40", Ticks.timeLabel(43_300 * SECOND, 10 * SECOND, true));
        assertEquals("12:01", Ticks.timeLabel(43_260 * SECOND, 60 * SECOND, true));
        assertEquals("1:05.2", Ticks.timeLabel(65_200_000_000L, SECOND / 5, false));
        assertEquals("0:00.010", Ticks.timeLabel(10_000_000L, SECOND / 100, false));
    }

    @Test
    void theRangeGrowsAtOnceAndDoesNotBreathe() {
        ValueRange range = new ValueRange("km/h");
        range.include(20, 180);
        double high = range.high();
        assertTrue(range.low() <= 20 && high >= 180);
        range.include(40, 150);
        assertEquals(high, range.high(), "three quarters used: it stays");
        range.include(40, 60);
        assertTrue(range.high() < high, "mostly empty: it shrinks");
        range.fix(0, 300);
        range.include(-100, 900);
        assertEquals(300, range.high());
        range.automatic();
        range.include(5, 5);
        assertTrue(range.low() < 5.0001 && range.high() > 4.9999 && range.low() < range.high());
        ValueRange percent = new ValueRange("%");
        percent.include(30, 40);
        assertEquals(100, percent.high());
    }

    @Test
    void zoomingLiveKeepsFollowingAndDraggingStops() {
        TimelineModel timeline = new TimelineModel(60 * SECOND);
        timeline.limit(Long.MIN_VALUE / 4, Long.MAX_VALUE / 4, 1800 * SECOND);
        timeline.advance(1000 * SECOND);
        timeline.zoom(0.5, 990 * SECOND);
        assertEquals(30 * SECOND, timeline.span());
        assertEquals(1000 * SECOND, timeline.to());
        timeline.zoom(1e9, 990 * SECOND);
        assertEquals(1800 * SECOND, timeline.span(), "never more than half an hour");
        timeline.follow(10 * SECOND);
        timeline.pan(-5 * SECOND);
        assertFalse(timeline.followingProperty().get());
        timeline.advance(2000 * SECOND);
        assertEquals(995 * SECOND, timeline.to());
        timeline.zoom(0.5, 990 * SECOND);
        assertEquals(987_500_000_000L, timeline.from());
        assertEquals(992_500_000_000L, timeline.to());
    }

    @Test
    void theLayoutIsRemembered(@TempDir Path folder) {
        Path file = folder.resolve("window.properties");
        Presentation presentation = new Presentation(Texts.of("en"), Units.METRIC);
        ChartsModel charts = charts(presentation, new Memory(file, Runnable::run));
        charts.charts().getFirst().add("obd.MAF");
        charts.addChart("obd.RPM");
        ChartsModel again = charts(presentation, new Memory(file, Runnable::run));
        assertEquals(
                List.of(List.of("gps.speed_kph", "obd.MAF"), List.of("obd.RPM")),
                again.charts().stream().map(c -> List.copyOf(c.channels())).toList());
    }

    @Test
    void heightsAndHeldScalesAreRemembered(@TempDir Path folder) {
        Path file = folder.resolve("window.properties");
        Presentation presentation = new Presentation(Texts.of("en"), Units.METRIC);
        ChartsModel charts = charts(presentation, new Memory(file, Runnable::run));
        charts.addChart("obd.RPM");
        charts.charts().getLast().height(2.5);
        charts.charts().getFirst().range("km/h").include(20, 180);
        charts.charts().getFirst().holdScale("km/h", true);
        ValueRange held = charts.charts().getFirst().range("km/h");
        ChartsModel again = charts(presentation, new Memory(file, Runnable::run));
        assertEquals(2.5, again.charts().getLast().height());
        ValueRange found = again.charts().getFirst().range("km/h");
        assertTrue(found.fixed());
        assertEquals(held.low(), found.low());
        assertEquals(held.high(), found.high());
        again.charts().getFirst().holdScale("km/h", false);
        assertFalse(
                charts(presentation, new Memory(file, Runnable::run))
                        .charts()
                        .getFirst()
                        .range("km/h")
                        .fixed());
    }

    @Test
    void aLayoutThatCannotBeReadIsTheUsualOne() {
        Memory memory = new FakeDesk().memory();
        memory.put("charts", "gps.speed_kph");
        memory.put("charts.heights", "NaN;x");
        memory.put("charts.scales", "km/h=9=1,=,km/h=a=b;;");
        StripChartModel chart =
                charts(new Presentation(Texts.of("en"), Units.METRIC), memory).charts().getFirst();
        assertEquals(1, chart.height());
        assertFalse(chart.range("km/h").fixed());
    }

    @Test
    void moreChartsThanCanBeReadAreNotAdded() {
        ChartsModel charts =
                charts(new Presentation(Texts.of("en"), Units.METRIC), new FakeDesk().memory());
        for (int i = 1; i < ChartsModel.MOST_CHARTS; i++) {
            assertTrue(charts.addChart());
        }
        assertFalse(charts.addChart());
        assertEquals(ChartsModel.MOST_CHARTS, charts.charts().size());
    }

    @Test
    void namesSayTheirSourceOnlyWhereTheyWouldBeConfused() {
        Presentation presentation = new Presentation(Texts.of("en"), Units.METRIC);
        StripChartModel chart = charts(presentation, new FakeDesk().memory()).charts().getFirst();
        assertEquals("Speed", chart.label("gps.speed_kph"));
        assertTrue(chart.add("obd.SPEED"));
        assertFalse(chart.add("obd.SPEED"), "a channel is shown once");
        assertEquals("GPS Speed", chart.label("gps.speed_kph"));
        assertEquals("OBD Speed", chart.label("obd.SPEED"));
    }

    private static ChartsModel charts(Presentation presentation, Memory memory) {
        Feed none =
                new Feed() {
                    @Override
                    public List<Channel> channels() {
                        return List.of();
                    }

                    @Override
                    public Optional<SeriesData> series(String channelId) {
                        return Optional.empty();
                    }
                };
        return new ChartsModel(
                presentation,
                none,
                new TimelineModel(60 * SECOND),
                memory,
                "charts",
                "gps.speed_kph");
    }
}
