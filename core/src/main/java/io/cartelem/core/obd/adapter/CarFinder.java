package io.cartelem.core.obd.adapter;

import io.cartelem.core.collect.transport.LinkException;

import java.util.Optional;
import java.util.function.BiConsumer;

/// Finds the car at an adapter, again and again: thoroughly at first, then mostly by the protocol
/// that worked last, because every way that is tried wakes control units.
public final class CarFinder {
    private static final int THOROUGH_EVERY = 4;

    private final Adapter adapter;
    private final BiConsumer<String, byte[]> rejected;
    private int attempts;

    /// @param rejected is told of lines that were not understood, with the reason
    public CarFinder(Adapter adapter, BiConsumer<String, byte[]> rejected) {
        this.adapter = adapter;
        this.rejected = rejected;
    }

    /// @return the way to ask the car, empty if it does not answer
    public Optional<CarRequester> find()
            throws LinkException, InterruptedException, AdapterRestartedException {
        boolean thorough = attempts++ % THOROUGH_EVERY == 0;
        Optional<CarBus> bus = new ProtocolFinder(adapter).find(thorough);
        if (bus.isPresent()) {
            attempts = 1;
        }
        return bus.map(found -> new CarRequester(adapter, found, rejected));
    }
}
