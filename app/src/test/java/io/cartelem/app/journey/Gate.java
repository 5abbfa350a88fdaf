package io.cartelem.app.journey;

import io.cartelem.app.desk.Desk;
import io.cartelem.core.port.Exporter;
import io.cartelem.core.port.Importer;
import io.cartelem.core.port.Progress;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// Holds real exports and imports in their midst, at the moment they report their progress, so that
/// a person who cancels them is never too late. Any thread.
final class Gate {
    private volatile CountDownLatch shut = new CountDownLatch(0);
    private volatile boolean waiting;

    /// Long work waits from now on where it reports its progress.
    void shut() {
        waiting = false;
        shut = new CountDownLatch(1);
    }

    void open() {
        shut.countDown();
    }

    /// Whether something has come to the gate since it was shut.
    boolean holds() {
        return waiting;
    }

    /// The same desk, its exports and imports held where the gate is shut.
    Desk before(Desk desk) {
        return held(Desk.class, desk);
    }

    private <T> T held(Class<T> type, T target) {
        Object proxy =
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) -> {
                            try {
                                return result(method.invoke(target, held(arguments)));
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
        return type.cast(proxy);
    }

    private Object result(Object result) {
        return switch (result) {
            case List<?> list when !list.isEmpty() && list.getFirst() instanceof Exporter ->
                    list.stream().map(e -> held(Exporter.class, (Exporter) e)).toList();
            case Optional<?> some when some.orElse(null) instanceof Importer importer ->
                    Optional.of(held(Importer.class, importer));
            case null, default -> result;
        };
    }

    private Object[] held(Object[] arguments) {
        return arguments == null
                ? null
                : Arrays.stream(arguments)
                        .map(a -> a instanceof Progress progress ? held(progress) : a)
                        .toArray();
    }

    private Progress held(Progress progress) {
        return (done, total) -> {
            if (shut.getCount() > 0) {
                waiting = true;
                try {
                    shut.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return progress.goOn(done, total);
        };
    }
}
