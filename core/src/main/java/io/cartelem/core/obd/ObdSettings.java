package io.cartelem.core.obd;

import io.cartelem.core.obd.adapter.AdapterMemory;
import io.cartelem.core.obd.elm.ElmTimeouts;
import io.cartelem.core.obd.pid.PidTable;
import io.cartelem.core.obd.poll.ChannelRequest;

import java.time.Duration;
import java.util.List;

/// What the OBD collector needs to know. Immutable.
///
/// @param channels what to read and how often
/// @param timeouts of exchanges with the adapter, in real time
/// @param memory what was learned about adapters and cars
/// @param voltageEvery how often the battery voltage is read
/// @param ignitionRetry how long to wait before the car is asked again with the ignition off; it
///   doubles up to `ignitionRetryMax`
/// @param missesAllowed unanswered requests in a row before a PID is asked for but once a minute
/// @param raiseBaud whether a slow serial link is raised to a faster rate where the adapter can
public record ObdSettings(
        List<ChannelRequest> channels,
        ElmTimeouts timeouts,
        AdapterMemory memory,
        Duration voltageEvery,
        Duration ignitionRetry,
        Duration ignitionRetryMax,
        int missesAllowed,
        boolean raiseBaud) {

    /// The fast tier's rate where the settings name none.
    public static final double DEFAULT_RATE_HZ = 5;

    public ObdSettings {
        channels = List.copyOf(channels);
    }

    /// The defaults with these channels.
    ///
    /// @param pids as in [ChannelRequest#parse]
    /// @param rateHz of channels without an own rate
    /// @throws IllegalArgumentException with a sentence, as [ChannelRequest#parse]
    public static ObdSettings of(String pids, double rateHz) {
        return new ObdSettings(
                ChannelRequest.parse(pids, rateHz, PidTable.standard()),
                ElmTimeouts.DEFAULT,
                AdapterMemory.ofProcess(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                5,
                true);
    }

    /// Everything as it is when the user sets nothing.
    public static ObdSettings defaults() {
        return of(ChannelRequest.DEFAULT_LIST, DEFAULT_RATE_HZ);
    }

    public ObdSettings withTimeouts(ElmTimeouts other) {
        return new ObdSettings(
                channels,
                other,
                memory,
                voltageEvery,
                ignitionRetry,
                ignitionRetryMax,
                missesAllowed,
                raiseBaud);
    }

    public ObdSettings withMemory(AdapterMemory other) {
        return new ObdSettings(
                channels,
                timeouts,
                other,
                voltageEvery,
                ignitionRetry,
                ignitionRetryMax,
                missesAllowed,
                raiseBaud);
    }

    public ObdSettings withRaiseBaud(boolean wanted) {
        return new ObdSettings(
                channels,
                timeouts,
                memory,
                voltageEvery,
                ignitionRetry,
                ignitionRetryMax,
                missesAllowed,
                wanted);
    }
}
