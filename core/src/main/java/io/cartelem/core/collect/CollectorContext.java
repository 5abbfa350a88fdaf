package io.cartelem.core.collect;

import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.Clock;

/// What a running collector may do to the outside. Called on the collector's thread only.
public interface CollectorContext {

    Clock clock();

    /// Publishes samples with monotonic times of [#clock].
    void publish(SampleBatch batch);

    /// Tells the state in which the collector is now.
    ///
    /// @param code a stable word for programs and translations, for example `ignition_off`
    /// @param sentence the same for a person, in English
    void state(CollectorState.Phase phase, String code, String sentence);

    /// Tells the name of the device, as it calls itself.
    void device(String name);

    /// Tells the rate that is really reached: values a second for OBD, fixes a second for GPS.
    void rate(double hertz);

    /// Counts bytes that were not understood; equal reasons collapse into one with a count.
    ///
    /// @param reason what was wrong, a sentence without the bytes
    /// @param bytes the bytes, for the transcript
    void rejected(String reason, byte[] bytes);
}
