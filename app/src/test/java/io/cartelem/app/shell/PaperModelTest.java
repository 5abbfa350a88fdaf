package io.cartelem.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.chart.ChartPictures.Caption;
import io.cartelem.app.desk.Drive;
import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.fx.Toolkit;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.model.SessionDraft;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;

@Timeout(300)
class PaperModelTest {
    private final FakeDesk desk = new FakeDesk();

    @Test
    void namesTheLivePageTheSimulationAndTheStretchThatIsShown() {
        desk.collect(FakeDesk.state("gps", Phase.RUNNING, 10, true));
        drive();
        try (TestWindow window = new TestWindow(desk)) {
            window.beat();
            Caption caption = caption(window);
            assertEquals("Live", caption.title());
            assertTrue(caption.details().startsWith("SIMULATED"), caption.details());
            assertTrue(
                    caption.details()
                            .matches(".*\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d to [\\d:]{8}"),
                    caption.details());
            window.menu("menu-chart_png");
            assertEquals(List.of("Live.png"), List.copyOf(window.dialogs.proposed));
        }
    }

    @Test
    void namesTheSessionItsCarAndTheStretchOfAReplay() {
        SessionDraft said = new SessionDraft("Run 3", "MX-5", "Ana", "Monza", "dry");
        long id = desk.recorder().start(said).id();
        drive();
        desk.recorder().stop();
        try (TestWindow window = new TestWindow(desk)) {
            window.click("#nav-replay");
            Toolkit.run(() -> window.desktop.replayModel().open(id));
            window.beat();
            Toolkit.run(
                    () ->
                            window.desktop
                                    .replayModel()
                                    .charts()
                                    .timeline()
                                    .stay(5_000_000_000L, 20_000_000_000L));
            Caption caption = caption(window);
            assertEquals("Run 3", caption.title());
            assertTrue(
                    caption.details().startsWith("MX-5  ·  Ana  ·  Monza  ·  "), caption.details());
            assertTrue(caption.details().endsWith("00:05.000 to 00:20.000"), caption.details());
            window.menu("menu-print");
            assertEquals(1, window.dialogs.printed.size());
        }
    }

    private void drive() {
        long start = desk.clock.monoNs();
        desk.clock.advance(Duration.ofSeconds(60));
        desk.publish(Drive.between(start, 0, 60));
    }

    private static Caption caption(TestWindow window) {
        return Toolkit.call(() -> window.desktop.paper().captionNow());
    }
}
