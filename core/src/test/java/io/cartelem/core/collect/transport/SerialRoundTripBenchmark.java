package io.cartelem.core.collect.transport;

import com.fazecast.jSerialComm.SerialPort;

import io.cartelem.core.sim.PseudoTerminal;

import org.HdrHistogram.Histogram;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The time of one request and its reply over a pty, with an adapter that answers at once: by
/// [SerialLink], and by jSerialComm bare with its documented fastest settings. Prints both and
/// their ratio. Run it as a program; machines differ, ratios less.
public final class SerialRoundTripBenchmark {
    private static final int WARM_UP = 3_000;
    private static final int ROUNDS = 10_000;
    private static final byte[] REQUEST = "010C\r".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REPLY = "410C1AF8\r\r>".getBytes(StandardCharsets.US_ASCII);

    private SerialRoundTripBenchmark() {}

    private interface Exchange {
        void once() throws LinkException;
    }

    /// @param args none
    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        Histogram bare;
        Histogram ours;
        try (PseudoTerminal adapter = PseudoTerminal.open()) {
            Thread.ofPlatform().daemon().start(() -> answer(adapter));
            bare = bare(adapter.devicePath());
        }
        try (PseudoTerminal adapter = PseudoTerminal.open()) {
            Thread.ofPlatform().daemon().start(() -> answer(adapter));
            ours = ours(adapter.devicePath());
        }
        print(out, "bare jSerialComm", bare);
        print(out, "SerialLink", ours);
        out.printf("median ratio %.2f%n", ratio(ours, bare, 50));
        out.printf("p99 ratio    %.2f%n", ratio(ours, bare, 99));
    }

    private static Histogram bare(String path) throws LinkException {
        SerialPort port = SerialPort.getCommPort(path);
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, 0, 0);
        port.openPort(0);
        byte[] buffer = new byte[256];
        Histogram times =
                measure(
                        () -> {
                            port.writeBytes(REQUEST, REQUEST.length);
                            int last = 0;
                            while (last == 0 || buffer[last - 1] != '>') {
                                last = port.readBytes(buffer, buffer.length);
                            }
                        });
        port.closePort();
        return times;
    }

    private static Histogram ours(String path) throws LinkException {
        byte[] buffer = new byte[256];
        try (SerialLink link = SerialLink.open(path, SerialSettings.at(38_400))) {
            return measure(
                    () -> {
                        link.write(REQUEST);
                        int last = 0;
                        while (last == 0 || buffer[last - 1] != '>') {
                            last = link.read(buffer, 0, buffer.length, Duration.ofSeconds(5));
                        }
                    });
        }
    }

    private static Histogram measure(Exchange exchange) throws LinkException {
        Histogram times = new Histogram(3);
        for (int i = 0; i < WARM_UP; i++) {
            exchange.once();
        }
        for (int i = 0; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            exchange.once();
            times.recordValue(System.nanoTime() - begin);
        }
        return times;
    }

    private static void answer(PseudoTerminal adapter) {
        byte[] buffer = new byte[256];
        try {
            while (true) {
                int got = adapter.read(buffer, 0, buffer.length, Duration.ofDays(1));
                if (got > 0 && buffer[got - 1] == '\r') {
                    adapter.write(REPLY);
                }
            }
        } catch (LinkException e) {
            // The measurement is over.
            return;
        }
    }

    private static double ratio(Histogram a, Histogram b, double percentile) {
        return (double) a.getValueAtPercentile(percentile) / b.getValueAtPercentile(percentile);
    }

    private static void print(PrintStream out, String name, Histogram times) {
        out.printf(
                "%-18s p50 %6.1f us   p99 %7.1f us%n",
                name,
                times.getValueAtPercentile(50) / 1000.0,
                times.getValueAtPercentile(99) / 1000.0);
    }
}
