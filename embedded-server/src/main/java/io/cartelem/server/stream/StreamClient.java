package io.cartelem.server.stream;

import io.cartelem.core.alert.AlertEngine;
import io.cartelem.server.security.Caller;
import io.cartelem.server.stream.Wish.Part;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// One WebSocket client: a frame in flight, an update waiting, and beyond that the latest values
/// only. The lap waits in its latest state, an alert in its own. Offers of samples come from one
/// thread, acknowledgements from the connection's; nothing here waits.
final class StreamClient {
    private static final int MOST_PONGS = 16;

    private final Wire wire;
    private final Wish wish;
    private final Caller caller;
    private final LongAdder droppedByAll;
    private @Nullable String hello;
    private @Nullable String notice;
    private @Nullable String status;
    private long statusVersion;
    private @Nullable String heartbeat;
    private @Nullable String lap;

    /// By the alert's number, the oldest first.
    private final Map<Long, String> alerts = new LinkedHashMap<>();

    private @Nullable Update waiting;
    private @Nullable Conflation behind;
    private int pongs;
    private int knownChannels;
    private long seq;
    private long lastSentNs = System.nanoTime();
    private boolean held = true;
    private boolean inFlight;
    private boolean closed;

    /// Holds everything back until [#greet], so that a client can be known to the stream before the
    /// state is taken that it begins with, and misses nothing in between.
    StreamClient(Wire wire, Wish wish, Caller caller, LongAdder droppedByAll) {
        this.wire = wire;
        this.wish = wish;
        this.caller = caller;
        this.droppedByAll = droppedByAll;
    }

    Caller caller() {
        return caller;
    }

    /// Begins.
    ///
    /// @param text the first message
    /// @param channels how many channels it names
    void greet(String text, int channels) {
        synchronized (this) {
            hello = text;
            knownChannels = channels;
            held = false;
        }
        pump();
    }

    void offer(Update update) {
        if (!wish.has(Part.SAMPLES) || !wish.follows(update.sessionId())) {
            return;
        }
        synchronized (this) {
            if (closed) {
                return;
            }
            if (behind != null) {
                behind.add(update);
            } else if (waiting != null) {
                behind = new Conflation(waiting);
                behind.add(update);
                waiting = null;
            } else {
                waiting = update;
            }
        }
        pump();
    }

    /// Whether everything offered so far is out or on its way.
    synchronized boolean keepsUp() {
        return waiting == null && behind == null;
    }

    /// A message of which only the latest matters.
    ///
    /// @param version rises with what the message knows; one that knows less is passed over
    void offerStatus(long version, String text) {
        synchronized (this) {
            if (!wish.has(Part.STATUS) || closed || version <= statusVersion) {
                return;
            }
            statusVersion = version;
            status = text;
        }
        pump();
    }

    /// How the lap stands; only the latest matters.
    ///
    /// @param sessionId the recording that runs, null if none does
    void offerLap(@Nullable Long sessionId, String text) {
        synchronized (this) {
            if (closed || !wish.has(Part.LAP) || !wish.follows(sessionId)) {
                return;
            }
            lap = text;
        }
        pump();
    }

    /// What became of an alert; of each only the latest matters.
    ///
    /// @param sessionId the recording in which it was raised, null if none ran
    void offerAlert(long id, @Nullable Long sessionId, String text) {
        synchronized (this) {
            if (closed || !wish.has(Part.ALERT) || !wish.follows(sessionId)) {
                return;
            }
            alerts.put(id, text);
            if (alerts.size() > AlertEngine.REMEMBERED) {
                alerts.remove(alerts.keySet().iterator().next());
            }
        }
        pump();
    }

    /// An answer to what the client sent.
    void offerNotice(String text) {
        synchronized (this) {
            notice = text;
        }
        pump();
    }

    void pong() {
        synchronized (this) {
            pongs = Math.min(MOST_PONGS, pongs + 1);
        }
        pump();
    }

    /// Sends a sign of life if nothing was sent for `silenceNs`.
    ///
    /// @return nanoseconds until the next one is due
    long heartbeat(long silenceNs, String text) {
        synchronized (this) {
            long due = lastSentNs + silenceNs - System.nanoTime();
            if (due > 0) {
                return due;
            }
            heartbeat = text;
        }
        pump();
        return silenceNs;
    }

    void close(int code, String reason) {
        close(code, reason, () -> {});
    }

    /// @param done as in [Wire#close]
    void close(int code, String reason, Runnable done) {
        forget();
        wire.close(code, reason, done);
    }

    /// The connection is over: everything that waits is let go.
    synchronized void forget() {
        closed = true;
        waiting = null;
        behind = null;
        status = null;
        lap = null;
        alerts.clear();
        notice = null;
        heartbeat = null;
        hello = null;
        pongs = 0;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    private void pump() {
        while (true) {
            String text;
            synchronized (this) {
                if (held || inFlight || closed) {
                    return;
                }
                text = next();
                if (text == null) {
                    return;
                }
                inFlight = true;
                lastSentNs = System.nanoTime();
            }
            wire.send(text, this::sent, this::forget);
        }
    }

    private void sent() {
        synchronized (this) {
            inFlight = false;
        }
        pump();
    }

    private @Nullable String next() {
        String text = hello;
        if (text != null) {
            hello = null;
            return text;
        }
        if (pongs > 0) {
            pongs--;
            return "pong";
        }
        text = notice;
        if (text != null) {
            notice = null;
            return text;
        }
        text = status;
        if (text != null) {
            status = null;
            return text;
        }
        if (!alerts.isEmpty()) {
            return alerts.remove(alerts.keySet().iterator().next());
        }
        text = lap;
        if (text != null) {
            lap = null;
            return text;
        }
        if (behind != null) {
            long dropped = behind.dropped();
            Update update = behind.update();
            behind = null;
            droppedByAll.add(dropped);
            return message(update, dropped);
        }
        if (waiting != null) {
            Update update = waiting;
            waiting = null;
            return message(update, 0);
        }
        text = heartbeat;
        heartbeat = null;
        return text;
    }

    private String message(Update update, long dropped) {
        String members = update.members(wish.format());
        StringBuilder out = new StringBuilder(members.length() + 96);
        out.append("{\"type\":\"")
                .append(wish.format() == Format.COLUMNS ? "samples" : "telemetry");
        out.append("\",\"session_id\":").append(update.sessionId());
        out.append(",\"seq\":").append(++seq);
        if (dropped > 0) {
            out.append(",\"dropped\":").append(dropped);
        }
        ChannelTable table = update.table();
        int known = table.size();
        if (wish.format() == Format.COLUMNS && known > knownChannels) {
            out.append(',').append(StreamWriter.channels(table.from(knownChannels), knownChannels));
        }
        knownChannels = Math.max(knownChannels, known);
        return out.append(',').append(members).append('}').toString();
    }
}
