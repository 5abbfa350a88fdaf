package io.cartelem.core.plugin;

import io.cartelem.core.collect.SourcePlan;
import io.cartelem.core.port.Clock;

import java.util.List;
import java.util.Optional;

/// A kind of source that Cartelem does not know itself. Implement it in a class with a public
/// constructor without parameters, name the class in
/// `META-INF/services/io.cartelem.core.plugin.CollectorProvider`, and put the jar into the plugins
/// folder. `docs/EXTENDING.md` has a complete example.
///
/// A collector is given an open link and a place to publish to
/// ([io.cartelem.core.collect.Collector]); opening, reconnecting, recording, showing and exporting
/// its channels is Cartelem's part.
public interface CollectorProvider {

    /// The sources to be read, each with a name that no other source has. Called once at the start,
    /// on a thread that may wait for a moment. What cannot be used as it is set is a
    /// [SourcePlan.Refused] with a sentence; what is thrown is shown as the plugin's trouble and
    /// harms no other source.
    List<SourcePlan> sources(Host host);

    /// What Cartelem offers a plugin.
    interface Host {

        /// The clock of all telemetry.
        Clock clock();

        /// A setting from the file beside the jar that is called as the jar, with the ending
        /// `.properties`; empty if it is not there.
        Optional<String> setting(String key);
    }
}
