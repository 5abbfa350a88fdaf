package io.cartelem.app.desk;

import io.cartelem.core.alert.AlertEngine;
import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.Transcript;
import io.cartelem.core.lap.session.CourseBook;
import io.cartelem.core.lap.session.LapService;
import io.cartelem.core.lap.session.LiveLaps;
import io.cartelem.core.live.LiveState;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.obd.diag.ObdDiagnostics;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.record.SessionRecorder;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A station without devices: tests say what it collects and what time it is.
public final class FakeDesk implements Desk {
    public final TelemetryBus bus = new TelemetryBus();
    public final LiveState live = new LiveState();
    private final Memory memory =
            new Memory(Path.of("target", "no-such-folder", "window.properties"), task -> {});
    public final FakeStore store = new FakeStore();
    public final HandClock clock = new HandClock();
    public final FakeSettings settings = new FakeSettings();
    public final FakeSharing sharing = new FakeSharing();
    public final FakeSensors sensors = new FakeSensors();
    public final List<String> calls = new ArrayList<>();
    private final Map<String, Transcript> transcripts = new ConcurrentHashMap<>();
    private volatile SessionRecorder recorder;
    private volatile List<CollectorState> collectors = List.of();
    private volatile SessionStore used = store;
    private volatile long dropped;
    private volatile List<PortReport> ports = List.of();
    private volatile boolean undecided;
    private volatile RuntimeException refusal;
    private volatile ObdDiagnostics car;
    private volatile LapService laps;
    private volatile LiveLaps liveLaps;
    private volatile AlertEngine alerts;

    public FakeDesk() {
        bus.subscribe(live);
        recorder = new SessionRecorder(store, bus, live, clock, Duration.ZERO, this::origin);
    }

    private SessionOrigin origin() {
        return collectors.stream().anyMatch(CollectorState::simulated)
                ? SessionOrigin.SIMULATED
                : SessionOrigin.LIVE;
    }

    /// A clock that moves when told.
    public static final class HandClock implements Clock {
        private final AtomicLong now = new AtomicLong(1_000_000_000_000L);

        @Override
        public long monoNs() {
            return now.get();
        }

        @Override
        public Instant utc() {
            return Instant.parse("2026-11-23T12:00:00Z").plusNanos(now.get() - 1_000_000_000_000L);
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
            new java.util.concurrent.CountDownLatch(1).await();
        }

        public void advance(Duration by) {
            now.addAndGet(by.toNanos());
        }
    }

    /// Settings in a list.
    public static final class FakeSettings implements SettingsAccess {
        private final List<Setting> all = new ArrayList<>();

        public FakeSettings with(String key, String value, String... choices) {
            all.add(
                    new Setting(
                            key,
                            value,
                            value,
                            "default",
                            false,
                            false,
                            List.of(choices),
                            false,
                            null));
            return this;
        }

        public FakeSettings with(Setting setting) {
            all.add(setting);
            return this;
        }

        @Override
        public synchronized List<Setting> all() {
            return List.copyOf(all);
        }

        @Override
        public synchronized Outcome set(String key, String value) {
            for (int i = 0; i < all.size(); i++) {
                Setting s = all.get(i);
                if (!s.key().equals(key)) {
                    continue;
                }
                if (!s.choices().isEmpty() && !s.choices().contains(value)) {
                    return new Refused(
                            key + " must be one of " + s.choices() + ", not '" + value + "'.");
                }
                all.set(
                        i,
                        new Setting(
                                key,
                                value,
                                s.fallback(),
                                "settings file",
                                s.locked(),
                                s.restart(),
                                s.choices(),
                                s.secret(),
                                null));
                return kept();
            }
            with(key, value);
            return kept();
        }

        private static Outcome kept() {
            return new Kept(Effect.NOW);
        }
    }

    public static CollectorState state(String source, Phase phase, double rate, boolean sim) {
        return new CollectorState(
                source,
                phase,
                phase == Phase.RUNNING ? "running" : phase == Phase.WAITING ? "ignition_off" : "x",
                phase == Phase.RUNNING
                        ? "Values arrive."
                        : "The adapter answers, but the ignition is off. Turn the key.",
                0,
                sim ? "sim" : "/dev/ttyUSB0",
                "ELM327 v1.5",
                rate,
                0,
                null,
                sim);
    }

    public void collect(CollectorState... states) {
        collectors = List.of(states);
    }

    /// A memory that lasts as long as this desk.
    public Memory memory() {
        return memory;
    }

    public void publish(SampleBatch batch) {
        bus.publish(batch);
    }

    public void found(PortReport... reports) {
        ports = List.of(reports);
    }

    /// What passed on the wire of each source.
    public void transcript(String source, Transcript transcript) {
        transcripts.put(source, transcript);
    }

    /// Plugs the adapter of a car in.
    public void diagnose(ObdDiagnostics with) {
        car = with;
    }

    @Override
    public Optional<ObdDiagnostics> diagnostics() {
        return Optional.ofNullable(car);
    }

    @Override
    public List<Transcript.Entry> transcript(String source) {
        Transcript transcript = transcripts.get(source);
        return transcript == null ? List.of() : transcript.entries();
    }

    /// Lets the desk cut laps, on the tracks of `book`.
    public void timeLaps(CourseBook book) {
        laps = new LapService(store, book);
    }

    /// Lets the desk time the drive.
    public void timeDrive(LiveLaps live) {
        liveLaps = live;
    }

    @Override
    public Optional<LiveLaps> liveLaps() {
        return Optional.ofNullable(liveLaps);
    }

    /// Lets the desk raise alerts.
    public void watch(AlertEngine engine) {
        alerts = engine;
    }

    @Override
    public Optional<AlertEngine> alerts() {
        return Optional.ofNullable(alerts);
    }

    @Override
    public Optional<LapService> laps() {
        return Optional.ofNullable(laps);
    }

    @Override
    public Optional<SensorAccess> sensors() {
        return Optional.of(sensors);
    }

    @Override
    public Optional<Sharing> sharing() {
        return Optional.of(sharing);
    }

    @Override
    public List<PortReport> ports() {
        return ports;
    }

    public void drop(long samples) {
        dropped = samples;
    }

    public void undecided(boolean value) {
        undecided = value;
    }

    public void refuse(RuntimeException with) {
        refusal = with;
    }

    @Override
    public LiveState live() {
        return live;
    }

    @Override
    public List<CollectorState> collectors() {
        return collectors;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public long dropped() {
        return dropped;
    }

    @Override
    public SessionRecorder recorder() {
        return recorder;
    }

    @Override
    public SessionStore store() {
        return used;
    }

    /// Lets another store take the place of [#store].
    public void use(SessionStore other) {
        used = other;
        recorder.close();
        recorder = new SessionRecorder(other, bus, live, clock, Duration.ZERO, this::origin);
    }

    @Override
    public SettingsAccess settings() {
        return settings;
    }

    @Override
    public boolean undecided() {
        return undecided;
    }

    @Override
    public void connectDevices() {
        called("connect");
    }

    @Override
    public void simulate() {
        called("simulate");
        collect(state("gps", Phase.RUNNING, 10, true), state("obd", Phase.RUNNING, 38, true));
    }

    @Override
    public void openRecording(Path file) {
        called("open " + file.getFileName());
    }

    @Override
    public Path dataFolder() {
        return Path.of("target");
    }

    @Override
    public Path logFolder() {
        return Path.of("target");
    }

    @Override
    public String version() {
        return "0.1.0";
    }

    private synchronized void called(String what) {
        RuntimeException no = refusal;
        if (no != null) {
            throw no;
        }
        calls.add(what);
    }
}
