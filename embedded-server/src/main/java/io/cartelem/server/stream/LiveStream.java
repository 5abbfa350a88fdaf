package io.cartelem.server.stream;

import io.cartelem.core.bus.BatchQueue;
import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.live.LiveValue;
import io.cartelem.core.model.Sample;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.server.ServerContext;
import io.cartelem.server.rest.Json;
import io.cartelem.server.rest.StatusView;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;
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
    private final long intervalNs;
    private final BatchQueue queue = new BatchQueue(QUEUE_SAMPLES);
    private final ChannelTable table = new ChannelTable();
    private final CopyOnWriteArrayList<StreamClient> clients = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<StreamClient> replays = new CopyOnWriteArrayList<>();
    private final LongAdder dropped = new LongAdder();
    private final TelemetryBus.Subscription samples;
    private final TelemetryBus.Subscription recording;
    private final Thread thread;
    private volatile @Nullable Long recordingId;

    /// @param messagesPerSecond the most that a client gets
    public LiveStream(ServerContext context, int messagesPerSecond) {
        this.context = context;
        this.intervalNs = Duration.ofSeconds(1).toNanos() / messagesPerSecond;
        this.samples = context.bus().subscribe(queue);
        this.recordingId = idOfRecording();
        this.recording =
                context.recorder()
                        .onChange(
                                () -> {
                                    recordingId = idOfRecording();
                                    statusChanged();
                                });
        this.thread = Thread.ofPlatform().name("stream").daemon().start(this::run);
    }

    /// Tells all clients how recording and collectors stand. Called when a collector changes; for
    /// the recording the stream sees to it itself.
    public void statusChanged() {
        if (clients.isEmpty()) {
            return;
        }
        String text = status();
        clients.forEach(c -> c.offerStatus(text));
    }

    public int clients() {
        return clients.size() + replays.size();
    }

    /// Samples that clients did not get because they, or the stream, fell behind.
    public long dropped() {
        return dropped.sum() + queue.dropped();
    }

    /// Ends the connections of clients that came in by tokens for which `gone` holds.
    public void closeIf(Predicate<@Nullable String> gone) {
        for (StreamClient client : everyone()) {
            if (gone.test(client.tokenId())) {
                client.close(4401, "the token was revoked");
                drop(client);
            }
        }
    }

    @Override
    public void close() {
        samples.close();
        recording.close();
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

    StreamClient join(
            Wire wire, Format format, @Nullable Long sessionFilter, @Nullable String tokenId) {
        List<Sample> latest = new ArrayList<>();
        for (LiveValue value : context.live().latest()) {
            table.numberOf(value.channel());
            latest.add(
                    new Sample(
                            value.channel(),
                            value.timeNs(),
                            value.value(),
                            value.text(),
                            value.quality()));
        }
        int known = table.size();
        String hello =
                "{\"type\":\"connection\",\"session_id\":"
                        + (sessionFilter == null ? recordingId : sessionFilter)
                        + ",\"timestamp\":\""
                        + Json.iso(context.clock().utc())
                        + "\","
                        + StreamWriter.channels(table.from(0).subList(0, known), 0)
                        + ","
                        + StreamWriter.latest(latest, now())
                        + "}";
        StreamClient client =
                new StreamClient(wire, format, sessionFilter, tokenId, hello, known, dropped);
        clients.add(client);
        client.offerStatus(status());
        return client;
    }

    /// Takes in a client of a replay, so that heartbeats and revocations reach it.
    void adopt(StreamClient client) {
        replays.add(client);
        client.start();
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
                send(SampleBatch.concat(batches));
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

    private void send(SampleBatch batch) {
        if (clients.isEmpty()) {
            return;
        }
        try {
            Update update = new Update(batch, recordingId, now(), table);
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

    private String status() {
        String json = Json.text(StatusView.of(context));
        return "{\"type\":\"status\"," + json.substring(1);
    }

    /// Turns monotonic times into microseconds since 1970 by the clocks of this moment.
    private LongUnaryOperator now() {
        Instant utc = context.clock().utc();
        long micros = utc.getEpochSecond() * 1_000_000L + utc.getNano() / 1000;
        long mono = context.clock().monoNs();
        return timeNs -> micros + Math.floorDiv(timeNs - mono, 1000L);
    }
}
