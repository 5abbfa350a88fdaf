package io.cartelem.core.record;

import io.cartelem.core.model.ClockAnchor;
import io.cartelem.core.model.Marker;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.model.SessionDraft;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.SessionList;
import io.cartelem.core.port.SessionStore;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;
import io.cartelem.core.port.StoreStatus;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/// Remembers what a recorder hands to a store; the calls that a recorder never makes are refused.
final class StoreDouble {
    final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    final List<ClockAnchor> anchors = new CopyOnWriteArrayList<>();
    volatile boolean failing;

    private final Map<Long, List<SampleBatch>> samples = new HashMap<>();
    private final Map<Long, SessionDraft> drafts = new HashMap<>();
    final Map<Long, Instant> begun = new ConcurrentHashMap<>();
    private long nextId = 1;

    synchronized List<SampleBatch> appended(long session) {
        return List.copyOf(samples.getOrDefault(session, List.of()));
    }

    SessionStore port() {
        return (SessionStore)
                Proxy.newProxyInstance(
                        SessionStore.class.getClassLoader(),
                        new Class<?>[] {SessionStore.class},
                        (proxy, method, args) -> call(method.getName(), args));
    }

    private synchronized Object call(String name, Object[] args) {
        return switch (name) {
            case "create" -> {
                drafts.put(nextId, (SessionDraft) args[0]);
                yield session(nextId++, false, (SessionOrigin) args[1]);
            }
            case "begin" -> {
                begun.put((Long) args[0], (Instant) args[1]);
                yield session((Long) args[0], true, (SessionOrigin) args[3]);
            }
            case "sessions" -> {
                List<SessionInfo> all =
                        drafts.keySet().stream()
                                .map(id -> session(id, false, SessionOrigin.LIVE))
                                .toList();
                yield new SessionList(all, all.size());
            }
            case "finish" -> session((Long) args[0], false, SessionOrigin.LIVE);
            case "append" -> {
                samples.computeIfAbsent((Long) args[0], id -> new ArrayList<>())
                        .add((SampleBatch) args[1]);
                yield failing
                        ? CompletableFuture.failedFuture(
                                new StoreException(Reason.DISK_FULL, "full"))
                        : CompletableFuture.completedFuture(null);
            }
            case "appendFrame" -> {
                frames.add((String) args[2]);
                yield CompletableFuture.completedFuture(null);
            }
            case "anchor" -> {
                anchors.add((ClockAnchor) args[1]);
                yield null;
            }
            case "mark" -> new Marker(1, (Long) args[1], (String) args[2]);
            case "status" -> new StoreStatus("memory", true, 0, 0, 0, 0, null);
            default -> throw new AssertionError("a recorder does not call " + name);
        };
    }

    private SessionInfo session(long id, boolean active, SessionOrigin origin) {
        return new SessionInfo(
                id,
                drafts.get(id),
                origin,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                active,
                false,
                null,
                0);
    }
}
