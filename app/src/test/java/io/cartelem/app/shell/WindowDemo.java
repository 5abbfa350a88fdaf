package io.cartelem.app.shell;

import io.cartelem.app.desk.Drive;
import io.cartelem.app.desk.FakeDesk;
import io.cartelem.core.collect.CollectorState.Phase;

import java.time.Duration;

/// Opens the real window on a station without devices, for looking at on a screen.
public final class WindowDemo {
    private WindowDemo() {}

    public static void main(String[] args) {
        FakeDesk desk = new FakeDesk();
        desk.collect(
                FakeDesk.state("gps", Phase.RUNNING, 10, true),
                FakeDesk.state("obd", Phase.RUNNING, 38, true));
        long start = desk.clock.monoNs();
        desk.clock.advance(Duration.ofSeconds(154));
        desk.publish(Drive.between(start, 0, 154));
        DesktopApp.run(desk, null);
    }
}
