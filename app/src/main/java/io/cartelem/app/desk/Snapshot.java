package io.cartelem.app.desk;

import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.live.LiveState;
import io.cartelem.core.live.LiveValue;
import io.cartelem.core.live.Trace;
import io.cartelem.core.port.StoreStatus;
import io.cartelem.core.record.RecordingStatus;

import java.util.List;
import java.util.Optional;

/// All that is known at one frame, taken once and shown by every view.
///
/// @param nowNs monotonic time of the snapshot
/// @param midnightNs the monotonic time at which this day began, local time, by the computer's
///   clock
/// @param version changes when any value did
/// @param live the values themselves; use [#value] and [#history]
/// @param collectors how each collector is
/// @param recording how recording stands, at most a quarter of a second old
/// @param store how the store is, at most a quarter of a second old
/// @param dropped samples refused by bounded hand-offs since the start
public record Snapshot(
        long nowNs,
        long midnightNs,
        long version,
        LiveState live,
        List<CollectorState> collectors,
        RecordingStatus recording,
        StoreStatus store,
        long dropped) {
    private static final String RADIO = "meshtastic";

    /// The latest value of a channel, by its id. In the pit nothing measures; there the car's own
    /// channels are those that came by radio.
    public Optional<LiveValue> value(String channelId) {
        Optional<LiveValue> own = live.latest(channelId);
        return own.isPresent() || !ofCar(channelId)
                ? own
                : live.latest(RADIO + channelId.substring(channelId.indexOf('.')));
    }

    private static boolean ofCar(String channelId) {
        return channelId.startsWith("gps.") || channelId.startsWith("obd.");
    }

    /// The numbers of a channel later than `afterNs`.
    public Trace history(String channelId, long afterNs) {
        return live.history(channelId, afterNs);
    }

    /// Whether what is shown is not the real world.
    public boolean simulated() {
        return collectors.stream()
                .anyMatch(c -> c.simulated() && c.phase() != CollectorState.Phase.OFF);
    }

    /// The collector that feeds `source`.
    public Optional<CollectorState> collector(String source) {
        return collectors.stream().filter(c -> c.source().equals(source)).findFirst();
    }

    /// The collector that brings the car's values of `source`: its own one, or in the pit the
    /// radio.
    public Optional<CollectorState> bringer(String source) {
        Optional<CollectorState> own =
                collector(source).filter(c -> c.phase() != CollectorState.Phase.OFF);
        boolean received = live.latest(RADIO + ".packet_count").isPresent();
        return own.isPresent() || !received ? collector(source) : collector(RADIO);
    }
}
