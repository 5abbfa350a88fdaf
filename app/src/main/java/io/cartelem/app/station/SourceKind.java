package io.cartelem.app.station;

import io.cartelem.core.collect.SourcePlan;

import java.util.List;
import java.util.Set;

/// One kind of source: knows which of its sources the settings want, and nothing of starting and
/// stopping. [Sources] asks each kind when devices are connected or the settings of sources change.
/// Called on one thread at a time.
interface SourceKind extends AutoCloseable {

    /// The sources as they shall be from now on; one that was planned before and is not any more is
    /// stopped and forgotten. What cannot be used is a [SourcePlan.Refused] with a sentence, so
    /// that one bad description stops no other source.
    List<SourcePlan> plan(SourceEnvironment environment);

    /// Whether sources of this kind are to be planned anew when these settings change.
    ///
    /// @param keys names of settings
    default boolean concernedBy(Set<String> keys) {
        return false;
    }

    /// Whether such a change would put another device in the place of one that may be recorded, and
    /// so waits until nothing is recorded.
    ///
    /// @param keys names of settings
    default boolean waitsForRecording(Set<String> keys) {
        return concernedBy(keys);
    }

    /// Lets go of what the kind itself holds; its sources are stopped already.
    @Override
    default void close() {}
}
