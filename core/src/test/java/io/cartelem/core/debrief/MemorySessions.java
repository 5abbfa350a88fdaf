package io.cartelem.core.debrief;

import io.cartelem.core.lap.Fix;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Marker;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.ChannelSummary;
import io.cartelem.core.port.SessionList;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.Signal;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.core.port.TrackPoint;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Recorded sessions in memory, as far as a debrief asks for them.
final class MemorySessions {
    static final Channel LATITUDE = Channel.number("gps", "latitude", "°", 7);
    static final Channel LONGITUDE = Channel.number("gps", "longitude", "°", 7);
    private static final Channel SPEED = Channel.number("gps", "speed_kph", "km/h", 1);
    private static final Channel HEADING = Channel.number("gps", "heading_deg", "°", 1);

    private final Map<Long, SessionInfo> sessions = new TreeMap<>();
    private final Map<Long, List<Signal>> signals = new TreeMap<>();
    private final Map<Long, List<Marker>> markers = new TreeMap<>();
    long lost;
    int scans;

    SessionStore port() {
        return (SessionStore)
                Proxy.newProxyInstance(
                        SessionStore.class.getClassLoader(),
                        new Class<?>[] {SessionStore.class},
                        (proxy, method, args) -> call(method.getName(), args));
    }

    /// A session that began on that day of May 2026.
    long session(int day, String car, boolean recovered) {
        long id = sessions.size() + 1L;
        Instant start = Instant.parse("2026-05-%02dT10:00:00Z".formatted(day));
        sessions.put(
                id,
                new SessionInfo(
                        id,
                        new SessionDraft("Day " + day, car, null, null, null),
                        SessionOrigin.LIVE,
                        start,
                        start,
                        start.plusSeconds(600),
                        false,
                        recovered,
                        null,
                        day));
        signals.put(id, new ArrayList<>());
        markers.put(id, new ArrayList<>());
        return id;
    }

    long session(int day) {
        return session(day, "GT86", false);
    }

    void drive(long session, List<Fix> fixes) {
        for (Fix fix : fixes) {
            add(session, LATITUDE, fix.timeNs() / 1e9, fix.latitude());
            add(session, LONGITUDE, fix.timeNs() / 1e9, fix.longitude());
            add(session, SPEED, fix.timeNs() / 1e9, fix.speed() * 3.6);
            add(session, HEADING, fix.timeNs() / 1e9, fix.heading());
        }
    }

    void add(long session, Channel channel, double seconds, double value) {
        add(session, new Signal(0, channel, Math.round(seconds * 1e9), value, null, Quality.GOOD));
    }

    void add(long session, Signal signal) {
        signals.get(session).add(signal);
    }

    void say(long session, Channel channel, double seconds, String text) {
        add(
                session,
                new Signal(0, channel, Math.round(seconds * 1e9), Double.NaN, text, Quality.GOOD));
    }

    void mark(long session, double seconds, String text) {
        List<Marker> all = markers.get(session);
        all.add(new Marker(all.size() + 1, Math.round(seconds * 1e9), text));
    }

    @SuppressWarnings("unchecked")
    private Object call(String name, Object[] args) {
        return switch (name) {
            case "session" -> Optional.ofNullable(sessions.get((Long) args[0]));
            case "sessions" -> {
                List<SessionInfo> newest = new ArrayList<>(sessions.values());
                newest.sort(Comparator.comparing(SessionInfo::started).reversed());
                yield new SessionList(newest, newest.size());
            }
            case "channels" -> channels((Long) args[0]);
            case "scan" -> {
                scan((SignalQuery) args[0], (Predicate<Signal>) args[1]);
                yield null;
            }
            case "track" -> track((Long) args[0]);
            case "markers" -> markers.get((Long) args[0]);
            case "lostSamples" -> lost;
            default -> throw new AssertionError("a debrief does not call " + name);
        };
    }

    private List<ChannelSummary> channels(long session) {
        Map<String, List<Signal>> byChannel = new TreeMap<>();
        for (Signal s : signals.get(session)) {
            byChannel.computeIfAbsent(s.channel().id(), id -> new ArrayList<>()).add(s);
        }
        return byChannel.values().stream().map(MemorySessions::summary).toList();
    }

    private static ChannelSummary summary(List<Signal> all) {
        DoubleSummaryStatistics values =
                all.stream()
                        .mapToDouble(Signal::value)
                        .filter(value -> !Double.isNaN(value))
                        .summaryStatistics();
        boolean none = values.getCount() == 0;
        return new ChannelSummary(
                all.getFirst().channel(),
                all.size(),
                all.getFirst().timeNs(),
                all.getLast().timeNs(),
                none ? Double.NaN : values.getMin(),
                none ? Double.NaN : values.getMax(),
                none ? Double.NaN : values.getAverage());
    }

    private void scan(SignalQuery query, Predicate<Signal> sink) {
        scans++;
        List<Signal> selected =
                signals.get(query.sessionId()).stream()
                        .filter(s -> s.timeNs() >= query.fromNs() && s.timeNs() < query.toNs())
                        .filter(s -> query.wants(s.channel()))
                        .sorted(Comparator.comparingLong(Signal::timeNs))
                        .toList();
        for (Signal signal : selected) {
            if (!sink.test(signal)) {
                return;
            }
        }
    }

    private List<TrackPoint> track(long session) {
        List<TrackPoint> track = new ArrayList<>();
        double latitude = Double.NaN;
        for (Signal s : signals.get(session)) {
            if (s.channel().equals(LATITUDE)) {
                latitude = s.value();
            } else if (s.channel().equals(LONGITUDE)) {
                track.add(new TrackPoint(s.timeNs(), latitude, s.value(), Double.NaN));
            }
        }
        return track;
    }
}
