package io.cartelem.server.stream;

import io.cartelem.server.security.Caller;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.LongAdder;

/// One WebSocket client: a frame in flight, an update waiting, and beyond that the latest values
/// only. Offers come from one thread, acknowledgements from the connection's; nothing here waits.
final class StreamClient {
    private static final int MOST_PONGS = 16;

    private final Wire wire;
    private final Format format;
    private final @Nullable Long sessionFilter;
    private final Caller caller;
    private final LongAdder droppedByAll;
    private @Nullable String hello;
    private @Nullable String notice;
    private @Nullable String status;
    private long statusVersion;
    private @Nullable String heartbeat;
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
    ///
    /// @param sessionFilter the only session whose recording is wanted, null for everything
    StreamClient(
            Wire wire,
            Format format,
            @Nullable Long sessionFilter,
            Caller caller,
            LongAdder droppedByAll) {
        this.wire = wire;
        this.format = format;
        this.sessionFilter = sessionFilter;
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
        if (sessionFilter != null && !sessionFilter.equals(update.sessionId())) {
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
            if (version <= statusVersion) {
                return;
            }
            statusVersion = version;
            status = text;
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
        String members = update.members(format);
        StringBuilder out = new StringBuilder(members.length() + 96);
        out.append("{\"type\":\"").append(format == Format.COLUMNS ? "samples" : "telemetry");
        out.append("\",\"session_id\":").append(update.sessionId());
        out.append(",\"seq\":").append(++seq);
        if (dropped > 0) {
            out.append(",\"dropped\":").append(dropped);
        }
        ChannelTable table = update.table();
        int known = table.size();
        if (format == Format.COLUMNS && known > knownChannels) {
            out.append(',').append(StreamWriter.channels(table.from(knownChannels), knownChannels));
        }
        knownChannels = Math.max(knownChannels, known);
        return out.append(',').append(members).append('}').toString();
    }
}
