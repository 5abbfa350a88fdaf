package io.cartelem.core.sim.elm;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.LoopbackLink;
import io.cartelem.core.sim.ScaledClock;
import io.cartelem.core.sim.car.CarSettings;
import io.cartelem.core.sim.car.Vehicle;
import io.cartelem.core.sim.device.Faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/// An adapter at the far end of a link in memory, and a client that types commands.
final class AdapterBench implements AutoCloseable {
    static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final Vehicle vehicle;
    final ElmAdapter adapter;
    private LoopbackLink.Pair pair = LoopbackLink.pair();
    private Thread serving;

    AdapterBench(CarSettings car, ElmProfile profile, Clock clock) {
        vehicle = new Vehicle(car, clock);
        adapter = new ElmAdapter(profile, vehicle, 1);
        serving = serve();
    }

    /// Two hundred times as fast as life.
    static AdapterBench of(CarSettings car, ElmProfile profile) {
        return new AdapterBench(car, profile, new ScaledClock(200, START));
    }

    static AdapterBench usual() {
        return of(CarSettings.usual().withTwoEcus(false), ElmProfile.genuine());
    }

    /// The usual adapter with echo off and the protocol found.
    AdapterBench ready() throws LinkException {
        ask("ATE0");
        ask("0100");
        return this;
    }

    Faults<ElmFault> faults() {
        return adapter.faults();
    }

    private Thread serve() {
        LoopbackLink device = pair.device();
        return Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                adapter.serve(device);
                            } catch (LinkException e) {
                                device.close();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    void reconnect() throws InterruptedException {
        pair.host().close();
        serving.join();
        pair = LoopbackLink.pair();
        serving = serve();
    }

    void type(String characters) throws LinkException {
        pair.host().write(characters.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// A command and all that comes up to and with its prompt.
    String ask(String command) throws LinkException {
        type(command + "\r");
        return hear(PATIENCE);
    }

    String hear() throws LinkException {
        return hear(PATIENCE);
    }

    /// The next characters, so many of them, where no prompt ends them.
    String hear(int characters) throws LinkException {
        StringBuilder heard = new StringBuilder();
        byte[] one = new byte[1];
        while (heard.length() < characters && pair.host().read(one, 0, 1, PATIENCE) == 1) {
            heard.append((char) (one[0] & 0xFF));
        }
        return heard.toString();
    }

    /// What comes up to the next prompt, or until it has been quiet for `quiet`. For a silence that
    /// is expected only: a busy machine may be quiet for longer before it speaks.
    String hear(Duration quiet) throws LinkException {
        StringBuilder heard = new StringBuilder();
        byte[] one = new byte[1];
        while (pair.host().read(one, 0, 1, quiet) == 1) {
            heard.append((char) (one[0] & 0xFF));
            if (one[0] == '>') {
                break;
            }
        }
        return heard.toString();
    }

    @Override
    public void close() {
        pair.host().close();
        try {
            serving.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
