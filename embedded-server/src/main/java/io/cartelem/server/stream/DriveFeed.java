package io.cartelem.server.stream;

import io.cartelem.core.alert.Alert;
import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.lap.session.LiveLaps;
import io.cartelem.core.thread.Threads;
import io.cartelem.server.ServerContext;
import io.cartelem.server.rest.AlertView;
import io.cartelem.server.rest.Json;
import io.cartelem.server.rest.LiveLapView;
import io.cartelem.server.stream.Wish.Part;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// Tells the clients of the stream how the lap and the alerts stand, on a thread of its own named
/// `stream-drive`: those who time laps and raise alerts only wake it and never wait for a client.
/// It always reads the state itself, so that two changes made at once on two threads cannot leave
/// the older one as the last word.
final class DriveFeed implements AutoCloseable {
    /// A lap that is being driven is told this often, and at once when something happened.
    static final Duration PACE = Duration.ofMillis(200);

    private static final Logger LOG = LoggerFactory.getLogger(DriveFeed.class);

    private final ServerContext context;
    private final Collection<StreamClient> clients;
    private final Supplier<@Nullable Long> recording;
    private final Semaphore wake = new Semaphore(0);
    private final AtomicBoolean alertsChanged = new AtomicBoolean(true);
    private final TelemetryBus.Subscription laps;
    private final TelemetryBus.Subscription alerts;
    private final Thread thread;

    /// What was told last. Confined to the thread.
    private LiveLaps.@Nullable State told;

    private @Nullable Long toldSession;
    private Map<Long, Alert> toldAlerts = Map.of();

    /// @param clients safe to iterate while they come and go
    /// @param recording the session being recorded, null for none; asked at every beat, so it must
    ///   not ask the store
    DriveFeed(
            ServerContext context,
            Collection<StreamClient> clients,
            Supplier<@Nullable Long> recording) {
        this.context = context;
        this.clients = clients;
        this.recording = recording;
        laps = context.drive().live().onChange(state -> wake.release());
        alerts =
                context.drive()
                        .alerts()
                        .onChange(
                                alert -> {
                                    alertsChanged.set(true);
                                    wake.release();
                                });
        toldAlerts = known();
        thread = Thread.ofPlatform().name("stream-drive").daemon().start(this::run);
    }

    /// What a client begins with: `,"lap":{…},"alerts":[…]`, as far as it wants them.
    String greeting(Wish wish) {
        StringBuilder out = new StringBuilder();
        if (wish.has(Part.LAP)) {
            LiveLapView lap = LiveLapView.of(context);
            out.append(",\"lap\":").append(wish.follows(lap.sessionId()) ? Json.text(lap) : "null");
        }
        if (wish.has(Part.ALERT)) {
            List<AlertView> open =
                    context.drive().alerts().open().stream()
                            .filter(alert -> wish.follows(sessionOf(alert)))
                            .map(AlertView::of)
                            .toList();
            out.append(",\"alerts\":").append(Json.text(open));
        }
        return out.toString();
    }

    @Override
    public void close() {
        laps.close();
        alerts.close();
        Threads.end(thread);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (wake.tryAcquire(PACE.toMillis(), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
                tell();
            }
        } catch (InterruptedException e) {
            // close() asked for the end
        }
    }

    private void tell() {
        try {
            tellLap();
            if (alertsChanged.getAndSet(false)) {
                tellAlerts();
            }
        } catch (RuntimeException e) {
            LOG.warn("a lap or an alert was not told", e);
        }
    }

    private void tellLap() {
        LiveLaps.State state = context.drive().live().state();
        Long session = recording.get();
        if (Objects.equals(session, toldSession) && sameFor(told, state)) {
            return;
        }
        told = state;
        toldSession = session;
        if (clients.isEmpty()) {
            return;
        }
        LiveLapView view = LiveLapView.of(state, session, context.clock().monoNs());
        String text =
                "{\"type\":\"lap\",\"timestamp\":\""
                        + Json.iso(context.clock().utc())
                        + "\","
                        + Json.text(view).substring(1);
        clients.forEach(client -> client.offerLap(session, text));
    }

    /// Whether nobody misses `state` who knows `before`: a car that is not on a lap may go where it
    /// wants.
    private static boolean sameFor(LiveLaps.@Nullable State before, LiveLaps.State state) {
        if (before == null || before.equals(state)) {
            return before != null;
        }
        return !before.now().isTiming()
                && !state.now().isTiming()
                && Objects.equals(before.course(), state.course())
                && before.table().equals(state.table());
    }

    private void tellAlerts() {
        Map<Long, Alert> now = known();
        for (Alert alert : now.values()) {
            Alert before = toldAlerts.get(alert.id());
            if (alert.equals(before)) {
                continue;
            }
            String text =
                    "{\"type\":\"alert\",\"event\":\""
                            + event(before, alert)
                            + "\","
                            + Json.text(AlertView.of(alert)).substring(1);
            Long session = sessionOf(alert);
            clients.forEach(client -> client.offerAlert(alert.id(), session, text));
        }
        toldAlerts = now;
    }

    /// The latest of what happened to it.
    private static String event(@Nullable Alert before, Alert alert) {
        if (alert.acknowledged() != null && (before == null || before.acknowledged() == null)) {
            return "acknowledged";
        }
        return alert.isActive() ? "raised" : "cleared";
    }

    private Map<Long, Alert> known() {
        Map<Long, Alert> known = new HashMap<>();
        context.drive().alerts().all().forEach(alert -> known.put(alert.id(), alert));
        return known;
    }

    private static @Nullable Long sessionOf(Alert alert) {
        Alert.Spot spot = alert.spot();
        return spot == null ? null : spot.sessionId();
    }
}
