package io.cartelem.app.station;

import io.cartelem.core.calc.CalcCollector;
import io.cartelem.core.calc.CalcDefinition;
import io.cartelem.core.calc.CalcFile;
import io.cartelem.core.collect.SourcePlan;
import io.cartelem.core.collect.SupervisorSettings;
import io.cartelem.core.collect.transport.IdleLink;
import io.cartelem.core.config.Keys;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// The channels that the user calculates from others, described in the sensors' file.
final class CalcSource implements SourceKind {
    @Override
    public boolean concernedBy(Set<String> keys) {
        return keys.contains(Keys.CUSTOM_SENSORS.name());
    }

    /// As with sensors: what a session records may come and go.
    @Override
    public boolean waitsForRecording(Set<String> keys) {
        return false;
    }

    @Override
    public List<SourcePlan> plan(SourceEnvironment environment) {
        Path file = SensorSource.file(environment.config(), environment.dataFolder());
        CalcFile described;
        try {
            described = CalcFile.read(file);
        } catch (IOException e) {
            return List.of(); // the sensors' source says it of the same file
        }
        if (described.definitions().isEmpty()) {
            return described.problems().isEmpty()
                    ? List.of()
                    : List.of(
                            new SourcePlan.Refused(
                                    CalcDefinition.SOURCE,
                                    String.join("\n", described.problems().values())));
        }
        return List.of(
                new SourcePlan.Run(
                        new CalcCollector(
                                described.definitions(), described.problems(), environment.bus()),
                        IdleLink.opener("other channels"),
                        SupervisorSettings.DEFAULT,
                        List.of(described.definitions(), described.problems())));
    }
}
