package io.cartelem.core.obd;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.TcpLink;
import io.cartelem.core.obd.adapter.Adapter;
import io.cartelem.core.obd.adapter.AdapterMemory;
import io.cartelem.core.obd.adapter.AdapterStart;
import io.cartelem.core.obd.adapter.CarFinder;
import io.cartelem.core.obd.adapter.CarProfile;
import io.cartelem.core.obd.adapter.CarRequester;
import io.cartelem.core.obd.adapter.Discovery;
import io.cartelem.core.obd.adapter.PidPoller;
import io.cartelem.core.obd.elm.ElmPort;
import io.cartelem.core.obd.elm.ElmTimeouts;
import io.cartelem.core.obd.pid.Pid;
import io.cartelem.core.obd.pid.PidTable;
import io.cartelem.core.obd.pid.SupportedPids;
import io.cartelem.core.port.Clock;
import io.cartelem.core.sim.LoopbackLink;
import io.cartelem.core.sim.car.CarSettings;
import io.cartelem.core.sim.car.Vehicle;
import io.cartelem.core.sim.elm.ElmAdapter;
import io.cartelem.core.sim.elm.ElmProfile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Measures what the driver costs, always beside an anchor: its time per request beside a bare
/// socket loop, and values a second beside what 20 ms of latency in the control unit allow. Run by
/// hand; prints ratios.
public final class ObdBenchmark {
    private static final int REQUESTS = 20_000;
    private static final Duration LATENCY = Duration.ofMillis(20);
    private static final Duration MEASURE = Duration.ofSeconds(5);
    private static final PrintStream OUT = System.out;

    /// What the instant adapter answers; one control unit that supports 0C.
    private static final Map<String, String> ANSWERS =
            Map.ofEntries(
                    Map.entry("\u007f\u007f", "?\r\r>"),
                    Map.entry("ATI", "ELM327 v2.2\r\r>"),
                    Map.entry("ATDPN", "6\r\r>"),
                    Map.entry("ATRV", "13.8V\r\r>"),
                    Map.entry("0100", "7E806410000100000\r\r>"),
                    Map.entry("010C", "7E804410C1AF8\r\r>"),
                    Map.entry("010C1", "7E804410C1AF8\r\r>"));

    private ObdBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        overhead();
        throughput();
    }

    private static void overhead() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> serve(server));
            double bare = Double.MAX_VALUE;
            double driver = Double.MAX_VALUE;
            for (int round = 0; round < 5; round++) {
                bare = Math.min(bare, bareLoop(server.getLocalPort()));
                driver = Math.min(driver, driverLoop(server.getLocalPort()));
            }
            OUT.printf(
                    Locale.ROOT,
                    "round trip over loopback TCP, best of 5: bare loop %.1f µs, driver %.1f µs,"
                            + " ratio %.2f%n",
                    bare,
                    driver,
                    driver / bare);
        }
    }

    private static double bareLoop(int port) throws IOException {
        byte[] request = "010C1\r".getBytes(StandardCharsets.US_ASCII);
        byte[] buffer = new byte[256];
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            long begin = System.nanoTime();
            for (int i = 0; i < REQUESTS; i++) {
                socket.getOutputStream().write(request);
                int count;
                do {
                    count = socket.getInputStream().read(buffer);
                } while (count > 0 && buffer[count - 1] != '>');
            }
            return (System.nanoTime() - begin) / 1e3 / REQUESTS;
        }
    }

    private static double driverLoop(int port) throws Exception {
        try (ByteLink link =
                TcpLink.open("tcp://loopback", "127.0.0.1", port, Duration.ofSeconds(1))) {
            Car car = Car.behind(link);
            List<Pid> rpm = List.of(PidTable.standard().pid(0x0C).orElseThrow());
            for (int i = 0; i < 100; i++) {
                car.poller.poll(rpm);
            }
            long begin = System.nanoTime();
            for (int i = 0; i < REQUESTS; i++) {
                car.poller.poll(rpm);
            }
            return (System.nanoTime() - begin) / 1e3 / REQUESTS;
        }
    }

    private static void serve(ServerSocket server) {
        byte[] buffer = new byte[256];
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.setTcpNoDelay(true);
                InputStream in = socket.getInputStream();
                OutputStream out = socket.getOutputStream();
                for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                    String line = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
                    String answer = ANSWERS.getOrDefault(line.strip(), "OK\r\r>");
                    out.write(answer.getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                // the client is gone, or the benchmark is over
            }
        }
    }

    private static void throughput() throws Exception {
        CarSettings settings =
                CarSettings.usual().withWarm(true).withTwoEcus(false).withLatency(LATENCY);
        LoopbackLink.Pair link = LoopbackLink.pair();
        ElmAdapter adapter =
                new ElmAdapter(
                        ElmProfile.genuine().withTiming(ElmProfile.Timing.NONE),
                        new Vehicle(settings, Clock.system()),
                        1);
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                adapter.serve(link.device());
                            } catch (LinkException | InterruptedException e) {
                                // the benchmark is over
                            }
                        });
        Car car = Car.behind(link.host());
        List<Pid> pids = new ArrayList<>();
        for (int number : new int[] {0x0C, 0x0D, 0x11, 0x04, 0x05, 0x0F}) {
            pids.add(PidTable.standard().pid(number).orElseThrow());
        }
        double limit = 1e9 / LATENCY.toNanos();
        car.poller.probe(pids);
        bareRequests(link.host(), limit);
        report("one PID, adapter waits", car, pids, 1, false, limit);
        report("one PID, count digit", car, pids, 1, true, limit);
        report(
                car.poller.room() + " PIDs, count digit",
                car,
                pids,
                car.poller.room(),
                true,
                limit * car.poller.room());
        link.host().close();
    }

    /// The same requests without the driver: what the simulated adapter itself allows.
    private static void bareRequests(ByteLink link, double limit) throws LinkException {
        byte[] request = "010C1\r".getBytes(StandardCharsets.US_ASCII);
        byte[] buffer = new byte[256];
        int values = 0;
        long begin = System.nanoTime();
        for (; System.nanoTime() - begin < MEASURE.toNanos(); values++) {
            link.write(request);
            int count;
            do {
                count = link.read(buffer, 0, buffer.length, Duration.ofSeconds(1));
            } while (count > 0 && buffer[count - 1] != '>');
        }
        print("bare loop, count digit", values, System.nanoTime() - begin, limit);
    }

    private static void print(String way, int values, long elapsedNs, double limit) {
        double perSecond = values * 1e9 / elapsedNs;
        OUT.printf(
                Locale.ROOT,
                "%-24s %6.1f values/s, arithmetic limit %5.0f, ratio %.2f%n",
                way,
                perSecond,
                limit,
                perSecond / limit);
    }

    private static void report(
            String way, Car car, List<Pid> pids, int room, boolean digits, double limit)
            throws Exception {
        int values = 0;
        long begin = System.nanoTime();
        for (int i = 0; System.nanoTime() - begin < MEASURE.toNanos(); i++) {
            List<Pid> asked = room > 1 ? pids : List.of(pids.get(i % pids.size()));
            values += car.poller.poll(asked, digits).data().size();
        }
        print(way, values, System.nanoTime() - begin, limit);
    }

    /// A car that was found behind a link.
    private record Car(PidPoller poller) {

        static Car behind(ByteLink link) throws Exception {
            Adapter adapter =
                    AdapterStart.start(
                            new ElmPort(link, Clock.system()),
                            ElmTimeouts.DEFAULT,
                            AdapterMemory.ofProcess(),
                            false);
            CarRequester requester =
                    new CarFinder(adapter, (reason, bytes) -> OUT.println(reason))
                            .find()
                            .orElseThrow();
            SupportedPids supported = Discovery.supported(requester);
            return new Car(
                    new PidPoller(
                            requester,
                            supported,
                            PidTable.standard(),
                            CarProfile.unknown("bench"),
                            (reason, bytes) -> OUT.println(reason)));
        }
    }
}
