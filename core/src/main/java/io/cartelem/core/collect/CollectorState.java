package io.cartelem.core.collect;

import org.jspecify.annotations.Nullable;

/// How a collector is, for a person and for the API. Immutable.
///
/// @param source the source of its channels
/// @param code a stable word for programs and translations
/// @param sentence the same for a person, in English
/// @param sinceNs monotonic time at which this phase and code began
/// @param address where the device is, for example `/dev/ttyUSB0` or `tcp://192.168.0.10:35000`
/// @param device what the device calls itself, null if not known
/// @param rateHz the rate that is really reached
/// @param rejected lines or frames not understood since the start
/// @param lastError the last failure in a sentence, null if none
/// @param simulated whether the simulated car feeds it
public record CollectorState(
        String source,
        Phase phase,
        String code,
        String sentence,
        long sinceNs,
        String address,
        @Nullable String device,
        double rateHz,
        long rejected,
        @Nullable String lastError,
        boolean simulated) {

    /// The phases of a collector's life.
    public enum Phase {
        /// Switched off by the settings.
        OFF,
        /// Looking for the device or opening its link.
        CONNECTING,
        /// The link is open; the device is being asked what it is.
        STARTING,
        /// Values arrive.
        RUNNING,
        /// The device is there but has nothing to say: ignition off, no fix yet.
        WAITING,
        /// The link was lost; the next attempt comes after a pause.
        RETRYING
    }
}
