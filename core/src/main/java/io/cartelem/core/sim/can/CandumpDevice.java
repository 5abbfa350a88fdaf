package io.cartelem.core.sim.can;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.device.Device;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

/// A computer that runs `candump -L` and hands its lines on, as with `candump -L can0 | nc -lk
/// 29000`. It never reads. [#serve] is for one thread at a time.
public final class CandumpDevice implements Device {
    private final String bus;
    private final Supplier<BusSchedule> schedule;
    private final Clock clock;

    /// @param schedule makes the traffic for a client, from its beginning
    /// @param clock by which frames are due; their stamps are its time of day
    public CandumpDevice(String bus, Supplier<BusSchedule> schedule, Clock clock) {
        this.bus = bus;
        this.schedule = schedule;
        this.clock = clock;
    }

    @Override
    public void serve(ByteLink link) throws LinkException, InterruptedException {
        BusSchedule frames = schedule.get();
        long startNs = clock.monoNs();
        long startMicros = clock.utc().toEpochMilli() * 1_000;
        while (true) {
            BusSchedule.Due due = frames.next();
            clock.pause(Duration.ofNanos(startNs + due.dueNs() - clock.monoNs()));
            String line = due.frame().candump(startMicros * 1_000 + due.dueNs(), bus);
            link.write(line.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void powerCycle() {}
}
