package io.cartelem.core.collect;

import io.cartelem.core.collect.transport.LinkOpener;

import org.jspecify.annotations.Nullable;

/// A source as it shall be from now on. Whoever knows a kind of device makes plans; starting,
/// replacing and stopping is the same for all ([CollectorRegistry#apply]).
public sealed interface SourcePlan {

    /// The source of the channels, for example `obd`.
    String source();

    /// A collector at work.
    ///
    /// @param collector speaks the device's protocol
    /// @param opener opens the link to it, again after each loss
    /// @param supervision the pauses between attempts
    /// @param identity what the plan was made from, if it can be compared: a source that runs
    ///   already by an equal one is left running; null to start anew each time
    record Run(
            Collector collector,
            LinkOpener opener,
            SupervisorSettings supervision,
            @Nullable Object identity)
            implements SourcePlan {
        @Override
        public String source() {
            return collector.source();
        }
    }

    /// Not wanted; listed as switched off.
    ///
    /// @param sentence why, for a person
    record Off(String source, String sentence) implements SourcePlan {}

    /// Wanted, but it cannot be started as it is described; listed with its trouble.
    ///
    /// @param sentence what is wrong and what is allowed, for a person
    record Refused(String source, String sentence) implements SourcePlan {}

    /// A collector that is started anew each time.
    static SourcePlan run(Collector collector, LinkOpener opener, SupervisorSettings supervision) {
        return new Run(collector, opener, supervision, null);
    }
}
