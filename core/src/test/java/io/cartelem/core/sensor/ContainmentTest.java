package io.cartelem.core.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.collect.Await;
import io.cartelem.core.collect.CollectorRegistry;
import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.collect.SourcePlan;
import io.cartelem.core.collect.SupervisorSettings;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sensor.link.HttpInboxes;
import io.cartelem.core.sensor.link.SensorOpeners;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/// A well-behaved sensor beside three that flood, babble, and send noise as fast as they can.
@Timeout(480)
class ContainmentTest {
    private final CollectorRegistry registry = new CollectorRegistry(Clock.system());
    private final TelemetryBus bus = new TelemetryBus();

    @Test
    void nobodySuffersFromSensorsThatMisbehave() throws Exception {
        List<Double> good = new CopyOnWriteArrayList<>();
        bus.subscribe(batch -> collect(batch, good));
        for (String name : List.of("good", "flood", "babble", "noise")) {
            start(name);
        }
        byte[] noise = new byte[64 * 1024];
        new Random(4).nextBytes(noise);
        try (Socket well = call("good");
                Socket flood = call("flood");
                Socket babble = call("babble");
                Socket random = call("noise")) {
            Thread first = pour(flood, "12.5\n".repeat(10_000).getBytes(StandardCharsets.UTF_8));
            Thread second =
                    pour(babble, "no line end ".repeat(5_000).getBytes(StandardCharsets.UTF_8));
            Thread third = pour(random, noise);
            Await.until(() -> state("flood").rejected() > 2_000);
            for (int i = 0; i < 200; i++) {
                well.getOutputStream().write((i + "\n").getBytes(StandardCharsets.UTF_8));
                int expected = i + 1;
                Await.until(() -> good.size() == expected);
            }
            Await.until(() -> state("flood").sentence().endsWith("lines so far"));
            assertEquals(0, state("good").rejected());
            Await.until(() -> state("babble").rejected() > 0 && state("noise").rejected() > 0);
            for (Socket socket : List.of(flood, babble, random)) {
                socket.close();
            }
            for (Thread thread : List.of(first, second, third)) {
                thread.join();
            }
        } finally {
            registry.close();
        }
        for (int i = 0; i < 200; i++) {
            assertEquals(i, good.get(i));
        }
    }

    private static void collect(SampleBatch batch, List<Double> good) {
        for (int i = 0; i < batch.size(); i++) {
            if (batch.channel(i).source().equals("good")) {
                good.add(batch.value(i));
            }
        }
    }

    private void start(String name) {
        // A limit that the slowest machine's flood exceeds.
        int limit = name.equals("flood") ? 10 : 5_000;
        String text =
                "["
                        + name
                        + "]\nlink = \"tcp-server://127.0.0.1:0\"\nlimit = "
                        + limit
                        + "\nchannels = [\"x\"]\n";
        SensorDefinition sensor = SensorFile.parse("f", text).entries().getFirst().sensor();
        LongAdder lost = new LongAdder();
        registry.apply(
                SourcePlan.run(
                        new SensorCollector(sensor, lost::sum),
                        new SensorOpeners(Clock.system(), new HttpInboxes()).of(sensor, lost),
                        SupervisorSettings.DEFAULT),
                bus);
    }

    private CollectorState state(String name) {
        return registry.find(name).orElseThrow().state();
    }

    private Socket call(String name) throws IOException {
        Await.until(
                () ->
                        state(name).phase() != CollectorState.Phase.CONNECTING
                                && !state(name).address().endsWith(":0"));
        String address = state(name).address();
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    /// Writes the same again and again until the socket is closed.
    private static Thread pour(Socket socket, byte[] bytes) {
        return Thread.ofPlatform()
                .start(
                        () -> {
                            try {
                                while (true) {
                                    socket.getOutputStream().write(bytes);
                                }
                            } catch (IOException e) {
                                assertTrue(socket.isClosed());
                            }
                        });
    }
}
