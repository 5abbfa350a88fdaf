package io.cartelem.server.stream;

import io.cartelem.core.bus.BatchQueue;
import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.live.LiveValue;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.server.ServerContext;
import io.cartelem.server.SteadyTime;
import io.cartelem.server.rest.Json;
import io.cartelem.server.rest.StatusView;
import io.cartelem.server.security.Caller;
import io.cartelem.server.stream.Wish.Part;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// Hands live samples to all clients, on one thread named `stream` that never waits for one of
/// them. The first sample after a pause goes out at once, later ones are gathered until the pace
/// allows the next message.
public final class LiveStream implements AutoCloseable {
    static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final Duration GOODBYE = Duration.ofMillis(500);
    private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);

    /// Far more than arrives between two messages; what does not fit is counted as dropped.
    private static final int QUEUE_SAMPLES = 50_000;

    private final ServerContext context;
    private final SteadyTime time;
    private final long intervalNs;
    private final BatchQueue queue = new BatchQueue(QUEUE_SAMPLES);
    private final ChannelTable table = new ChannelTable();
    private final CopyOnWriteArrayList<StreamClient> clients = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<StreamClient> replays = new CopyOnWriteArrayList<>();
    private final LongAdder dropped = new LongAdder();
    private final AtomicLong statusVersion = new AtomicLong();
    private final TelemetryBus.Subscription samples;
    private final TelemetryBus.Subscription recording;
    private final DriveFeed drive;
    private final Thread thread;
    private volatile @Nullable Long recordingId;

    /// Stands in the queue where a recording begins or ends, so that each sample goes out as one of
    /// the session in which it was published; [#turns] has the sessions.
    private final SampleBatch turn = SampleBatch.builder(1).build();

    private final Queue<Optional<Long>> turns = new ConcurrentLinkedQueue<>();

    /// The session of what is being sent. Confined to the stream's thread.
    private @Nullable Long streamedId;

    /// @param messagesPerSecond the most that a client gets
    public LiveStream(ServerContext context, SteadyTime time, int messagesPerSecond) {
        this.context = context;
        this.time = time;
        this.intervalNs = Duration.ofSeconds(1).toNanos() / messagesPerSecond;
        this.recording =
                context.recorder()
                        .onChange(
                                () -> {
                                    turn();
                                    statusChanged();
                                });
        this.recordingId = idOfRecording();
        this.streamedId = recordingId;
        this.samples = context.bus().subscribe(queue);
        this.drive = new DriveFeed(context, clients, () -> recordingId);
        this.thread = Thread.ofPlatform().name("stream").daemon().start(this::run);
    }

    /// Tells all clients how recording and collectors stand. Called when a collector changes; for
    /// the recording the stream sees to it itself.
    public void statusChanged() {
        if (clients.isEmpty()) {
            return;
        }
        long version = statusVersion.incrementAndGet();
        StatusTexts texts = new StatusTexts(version, StatusView.of(context));
        clients.forEach(texts::offer);
    }

    public int clients() {
        return clients.size() + replays.size();
    }

    int replays() {
        return replays.size();
    }

    /// Samples that clients did not get because they, or the stream, fell behind.
    public long dropped() {
        return dropped.sum() + queue.dropped();
    }

    /// Ends the connections of clients that came in by that token.
    public void revoked(String tokenId) {
        end(c -> tokenId.equals(c.tokenId()), 4401, "the token was revoked");
    }

    /// Ends the connections of other devices.
    public void unshared() {
        end(c -> !c.direct(), 1001, "the server is no longer shared");
    }

    private void end(Predicate<Caller> which, int code, String reason) {
        for (StreamClient client : everyone()) {
            if (which.test(client.caller())) {
                client.close(code, reason);
                drop(client);
            }
        }
    }

    @Override
    public void close() {
        samples.close();
        recording.close();
        drive.close();
        queue.close();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sayGoodbye();
    }

    /// Waits a moment until the clients are told, because the sockets are cut right after.
    private void sayGoodbye() {
        List<StreamClient> all = everyone();
        CountDownLatch told = new CountDownLatch(all.size());
        for (StreamClient client : all) {
            client.close(1001, "the server stops", told::countDown);
            drop(client);
        }
        try {
            if (!told.await(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("{} clients did not hear the goodbye", told.getCount());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Takes in a client. It belongs to the stream before the latest values are read, so a sample
    /// that comes in between is in both and not in neither.
    StreamClient join(Wire wire, Wish wish, Caller caller) {
        StreamClient client = new StreamClient(wire, wish, caller, dropped);
        clients.add(client);
        try {
            greet(client, wish);
            if (wish.has(Part.STATUS)) {
                long version = statusVersion.incrementAndGet();
                new StatusTexts(version, StatusView.of(context)).offer(client);
            }
        } catch (RuntimeException e) {
            leave(client);
            throw e;
        }
        return client;
    }

    private void greet(StreamClient client, Wish wish) {
        List<LiveValue> latest = wish.has(Part.SAMPLES) ? context.live().latest() : List.of();
        latest.forEach(value -> table.numberOf(value.channel()));
        int known = wish.has(Part.SAMPLES) ? table.size() : 0;
        String hello =
                "{\"type\":\"connection\",\"session_id\":"
                        + (wish.sessionId() == null ? recordingId : wish.sessionId())
                        + ",\"timestamp\":\""
                        + Json.iso(context.clock().utc())
                        + "\",\"now\":"
                        + time.now() / 1000
                        + ","
                        + StreamWriter.channels(table.from(0).subList(0, known), 0)
                        + ","
                        + StreamWriter.latest(latest, times())
                        + drive.greeting(wish)
                        + "}";
        client.greet(hello, known);
    }

    /// Takes in a client of a replay, so that heartbeats and revocations reach it.
    void adopt(StreamClient client) {
        replays.add(client);
    }

    void leave(StreamClient client) {
        client.forget();
        drop(client);
    }

    private void drop(StreamClient client) {
        clients.remove(client);
        replays.remove(client);
    }

    private List<StreamClient> everyone() {
        List<StreamClient> all = new ArrayList<>(clients);
        all.addAll(replays);
        return all;
    }

    LongAdder droppedCounter() {
        return dropped;
    }

    private void run() {
        long lastNs = System.nanoTime() - intervalNs;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                List<SampleBatch> batches = queue.drain(Duration.ofNanos(beat()));
                if (batches.isEmpty()) {
                    continue;
                }
                if (gather(lastNs + intervalNs)) {
                    batches.addAll(queue.drain(Duration.ZERO));
                }
                lastNs = System.nanoTime();
                forward(batches);
            }
        } catch (InterruptedException e) {
            // close() asked for the end
        }
    }

    /// Waits for the pace; true if that took any time.
    private static boolean gather(long untilNs) throws InterruptedException {
        boolean waited = false;
        long left = untilNs - System.nanoTime();
        while (left > 0) {
            waited = true;
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            left = untilNs - System.nanoTime();
        }
        return waited;
    }

    private void turn() {
        recordingId = idOfRecording();
        turns.add(Optional.ofNullable(recordingId));
        queue.accept(turn);
    }

    private void forward(List<SampleBatch> batches) {
        List<SampleBatch> ofOneSession = new ArrayList<>(batches.size());
        for (SampleBatch batch : batches) {
            if (batch == turn) {
                send(ofOneSession);
                ofOneSession.clear();
                Optional<Long> next = turns.poll();
                streamedId = next == null ? null : next.orElse(null);
            } else {
                ofOneSession.add(batch);
            }
        }
        send(ofOneSession);
    }

    private void send(List<SampleBatch> batches) {
        if (clients.isEmpty() || batches.isEmpty()) {
            return;
        }
        try {
            Update update = new Update(SampleBatch.concat(batches), streamedId, times(), table);
            clients.forEach(c -> c.offer(update));
        } catch (RuntimeException e) {
            LOG.warn("a message was not sent", e);
        }
    }

    /// Sends the heartbeats that are due; answers how long none will be.
    private long beat() {
        long next = HEARTBEAT.toNanos();
        List<StreamClient> all = everyone();
        if (all.isEmpty()) {
            return next;
        }
        String text =
                Json.text(
                        Map.of("type", "heartbeat", "timestamp", Json.iso(context.clock().utc())));
        for (StreamClient client : all) {
            if (client.isClosed()) {
                drop(client);
            } else {
                next = Math.min(next, client.heartbeat(HEARTBEAT.toNanos(), text));
            }
        }
        return next;
    }

    private @Nullable Long idOfRecording() {
        SessionInfo session = context.recorder().status().session();
        return session == null ? null : session.id();
    }

    /// One state of things, written once for those who may see everything and once for the others.
    ///
    /// @param version taken before the state was read, so that of two the one with the higher
    ///   version knows more, whichever is offered first
    private record StatusTexts(long version, String full, String discreet) {
        StatusTexts(long version, StatusView status) {
            this(version, text(status), text(status.discreet()));
        }

        void offer(StreamClient client) {
            client.offerStatus(version, client.caller().trusted() ? full : discreet);
        }

        private static String text(StatusView status) {
            return "{\"type\":\"status\"," + Json.text(status).substring(1);
        }
    }

    private TimeScale times() {
        return new TimeScale(time::micros, time.aheadMicros());
    }
}
