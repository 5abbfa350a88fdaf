package io.cartelem.core.collect;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkOpener;
import io.cartelem.core.sim.LoopbackLink;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A port that a test plugs and unplugs; every opening hands the device's end to the test.
final class PluggableOpener implements LinkOpener {
    final LinkedBlockingQueue<LoopbackLink> devices = new LinkedBlockingQueue<>();
    final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger plugs = new AtomicInteger();
    private volatile boolean plugged;
    volatile boolean tellsPresence;

    void plug() {
        plugs.incrementAndGet();
        plugged = true;
    }

    void unplug() {
        plugged = false;
    }

    LoopbackLink device() throws InterruptedException {
        LoopbackLink device = devices.poll(60, TimeUnit.SECONDS);
        if (device == null) {
            throw new AssertionError("the link was not opened");
        }
        return device;
    }

    @Override
    public ByteLink open() throws LinkException {
        attempts.incrementAndGet();
        if (!plugged) {
            throw new LinkException(LinkException.Reason.NOT_FOUND, "the port is not there");
        }
        LoopbackLink.Pair pair = LoopbackLink.pair();
        devices.add(pair.device());
        return pair.host();
    }

    @Override
    public String address() {
        return "/dev/ttyTEST0";
    }

    @Override
    public @Nullable Object presence() {
        return plugged && tellsPresence ? plugs.get() : null;
    }
}
