package io.cartelem.app.station;

import io.cartelem.core.collect.SourcePlan;
import io.cartelem.core.collect.transport.LinkAddress;
import io.cartelem.core.config.Keys;
import io.cartelem.core.obd.ObdCollector;
import io.cartelem.core.obd.ObdSettings;
import io.cartelem.core.obd.adapter.AdapterMemory;
import io.cartelem.core.obd.adapter.JsonAdapterMemory;
import io.cartelem.core.obd.diag.ObdDiagnostics;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The OBD-II adapter. [#diagnostics] may be asked on any thread.
final class ObdSource implements SourceKind {
    private static final String SOURCE = "obd";

    /// The rate that adapters are shipped with; the collector tries others when it does not answer.
    private static final int USUAL_BAUD = 38_400;

    private final AdapterMemory adapters;
    private volatile @Nullable ObdCollector inUse;

    /// @param dataFolder where adapters are remembered
    ObdSource(Path dataFolder) {
        this.adapters = new JsonAdapterMemory(dataFolder.resolve("adapters.json"));
    }

    @Override
    public boolean concernedBy(Set<String> keys) {
        return keys.stream().anyMatch(key -> key.startsWith("OBD_"));
    }

    @Override
    public List<SourcePlan> plan(SourceEnvironment environment) {
        var config = environment.config();
        ObdSettings settings;
        try {
            settings =
                    ObdSettings.of(
                                    String.join(",", config.get(Keys.OBD_PIDS)),
                                    config.get(Keys.OBD_RATE_HZ))
                            .withMemory(adapters);
        } catch (IllegalArgumentException e) {
            inUse = null;
            return List.of(new SourcePlan.Refused(SOURCE, String.valueOf(e.getMessage())));
        }
        ObdCollector collector = new ObdCollector(settings);
        LinkAddress address = environment.address(Keys.OBD_PORT);
        inUse = address instanceof LinkAddress.Off ? null : collector;
        var car = environment.car();
        return List.of(
                environment.plan(
                        collector,
                        address,
                        car == null ? null : car.elmAddress(),
                        config.get(Keys.OBD_BAUDRATE).orElse(USUAL_BAUD),
                        environment.supervision(Keys.OBD_RECONNECT_DELAY)));
    }

    /// Asks the car more than its values; empty where no adapter is in use.
    Optional<ObdDiagnostics> diagnostics() {
        return Optional.ofNullable(inUse).map(ObdCollector::diagnostics);
    }
}
