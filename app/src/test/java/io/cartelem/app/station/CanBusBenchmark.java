package io.cartelem.app.station;

import io.cartelem.core.can.CanCollector;
import io.cartelem.core.can.CanSettings;
import io.cartelem.core.can.dbc.DbcFile;
import io.cartelem.core.config.ConfigLoader;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.sim.can.BusSchedule;

import com.sun.management.OperatingSystemMXBean;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// A full CAN bus: how many frames a second reach the bus of samples as fast as they can, and what
/// one bus of 500 kbit/s (4,000 frames a second of 20 signals each) costs when it is recorded into
/// SQLite through the whole station.
///
/// Arguments: seconds to record, 30 without.
final class CanBusBenchmark {
    private static final int MESSAGES = 40;
    private static final int SIGNALS = 20;
    private static final int FRAMES_A_SECOND = 4_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private CanBusBenchmark() {}

    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 30;
        Path folder = Files.createTempDirectory("can-bench");
        Files.writeString(folder.resolve("bench.dbc"), dbc());
        unpaced(folder);
        recorded(folder, seconds);
    }

    /// Forty messages of twenty signals: five of 2 bits, ten of 3, five of 4 and odd places.
    private static String dbc() {
        StringBuilder text = new StringBuilder();
        for (int m = 0; m < MESSAGES; m++) {
            text.append("BO_ %d Message%d: 8 X\n".formatted(0x100 + m, m));
            int bit = 0;
            for (int s = 0; s < SIGNALS; s++) {
                int length = s < 5 ? 2 : s < 15 ? 3 : 4;
                text.append(
                        " SG_ M%d_S%d : %d|%d@1%s (0.5,-1) [0|0] \"\" X\n"
                                .formatted(m, s, bit, length, s % 2 == 0 ? "+" : "-"));
                bit += length;
            }
        }
        return text.toString();
    }

    private static BusSchedule schedule() {
        List<BusSchedule.Sender> senders = new ArrayList<>();
        Duration period = Duration.ofNanos(1_000_000_000L * MESSAGES / FRAMES_A_SECOND);
        for (int m = 0; m < MESSAGES; m++) {
            senders.add(
                    new BusSchedule.Sender(
                            0x100 + m,
                            false,
                            period,
                            number -> {
                                byte[] data = new byte[8];
                                long mixed = number * 0x9E37_79B9_7F4A_7C15L;
                                for (int i = 0; i < 8; i++) {
                                    data[i] = (byte) (mixed >> (8 * i));
                                }
                                return data;
                            }));
        }
        return new BusSchedule(senders);
    }

    /// candump's lines for so many frames.
    private static byte[] lines(int frames, long startNs) {
        BusSchedule schedule = schedule();
        StringBuilder text = new StringBuilder(frames * 46);
        for (int i = 0; i < frames; i++) {
            BusSchedule.Due due = schedule.next();
            text.append(due.frame().candump(startNs + due.dueNs(), "can0"));
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /// From memory to the bus of samples; the anchor reads the same bytes and counts their lines.
    private static void unpaced(Path folder) throws Exception {
        byte[] bytes = lines(200_000, 1_000_000_000L);
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            AtomicLong samples = new AtomicLong();
            CanSettings settings =
                    new CanSettings(
                            null,
                            true,
                            List.of(
                                    new CanSettings.Described(
                                            "", () -> DbcFile.read(folder.resolve("bench.dbc")))));
            MemoryLink.read(
                    new CanCollector(settings), bytes, batch -> samples.addAndGet(batch.size()));
            double perFrame = (System.nanoTime() - start) / 200_000.0;
            start = System.nanoTime();
            int found = 0;
            for (byte b : bytes) {
                found += b == '\n' ? 1 : 0;
            }
            double anchor = (System.nanoTime() - start) / (double) found;
            System.out.printf(
                    "unpaced: %,.0f frames/s, %,.0f signals/s; counting lines %,.0f lines/s; ratio"
                            + " %.3f%n",
                    1e9 / perFrame,
                    samples.get() * 1e9 / (perFrame * 200_000),
                    1e9 / anchor,
                    anchor / perFrame);
        }
    }

    private static void recorded(Path folder, int seconds) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            AtomicLong sent = new AtomicLong();
            Thread sender = Thread.ofPlatform().daemon().start(() -> send(server, sent));
            Configuration config =
                    new ConfigLoader()
                            .commandLine(
                                    Map.of(
                                            "OBD_PORT", "off",
                                            "GPS_PORT", "off",
                                            "CAN_PORT", "tcp://127.0.0.1:" + server.getLocalPort(),
                                            "CAN_DBC", "bench.dbc"))
                            .load()
                            .configuration();
            try (Station station = Station.open(config, folder, Clock.system(), "bench")) {
                station.connectDevices();
                Await.until(
                        "frames",
                        PATIENCE,
                        () -> station.live().latest("can.M39_S19").isPresent());
                pause(Duration.ofSeconds(5)); // compiled and warm
                SessionInfo session = station.recorder().start(SessionDraft.named("Bench"));
                long sentThen = sent.get();
                long cpuThen = cpuNs(sender);
                long start = System.nanoTime();
                pause(Duration.ofSeconds(seconds));
                long cpu = cpuNs(sender) - cpuThen;
                double elapsed = System.nanoTime() - start;
                long frames = sent.get() - sentThen;
                station.recorder().stop();
                long stored = station.store().count(SignalQuery.all(session.id()));
                long gaps = gaps(station, session.id());
                System.out.printf(
                        "recorded: %,.0f frames/s, %,d samples in %.1f s (%,.0f/s), lost %d, missing"
                                + " between the first and the last %d; %.0f %% of one core of %d%n",
                        frames * 1e9 / elapsed,
                        stored,
                        elapsed / 1e9,
                        stored * 1e9 / elapsed,
                        station.store().status().lostSamples(),
                        gaps,
                        100.0 * cpu / elapsed,
                        Runtime.getRuntime().availableProcessors());
                System.out.printf(
                        "file %.1f bytes a sample%n",
                        Files.size(folder.resolve("cartelem.db")) / (double) stored);
            }
            sender.interrupt();
        }
    }

    /// Samples that are missing in any channel, counted by what each channel has less than the
    /// one with most, of which each may lack the first and the last round.
    private static long gaps(Station station, long session) {
        var counts = station.store().channels(session).stream().mapToLong(c -> c.count()).toArray();
        long most = Arrays.stream(counts).max().orElse(0);
        return Arrays.stream(counts).map(count -> Math.max(0, most - count - 1)).sum();
    }

    /// Sends at the pace of the bus, in the pieces in which a system hands them over: every 5 ms.
    private static void send(ServerSocket server, AtomicLong sent) {
        try (Socket client = server.accept();
                OutputStream out = new BufferedOutputStream(client.getOutputStream(), 64 * 1024)) {
            BusSchedule schedule = schedule();
            long startUtc = Instant.now().toEpochMilli() * 1_000_000L;
            long start = System.nanoTime();
            long passed = 0;
            while (!Thread.currentThread().isInterrupted()) {
                BusSchedule.Due due = schedule.next();
                if (due.dueNs() > passed) {
                    out.flush();
                    pause(Duration.ofNanos(start + due.dueNs() + 5_000_000 - System.nanoTime()));
                    passed = System.nanoTime() - start;
                }
                out.write(
                        due.frame()
                                .candump(startUtc + due.dueNs(), "can0")
                                .getBytes(StandardCharsets.US_ASCII));
                sent.incrementAndGet();
            }
        } catch (IOException e) {
            // the station has been closed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(Duration duration) throws InterruptedException {
        Clock.system().pause(duration);
    }

    /// What the station used: the process without the thread that plays the bus.
    private static long cpuNs(Thread sender) {
        long process =
                ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime();
        return process - ManagementFactory.getThreadMXBean().getThreadCpuTime(sender.threadId());
    }
}
