package io.cartelem.app.station;

import io.cartelem.core.collect.SourcePlan;
import io.cartelem.core.collect.SupervisorSettings;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.config.Keys;
import io.cartelem.core.sensor.SensorCollector;
import io.cartelem.core.sensor.SensorDefinition;
import io.cartelem.core.sensor.SensorFile;
import io.cartelem.core.sensor.SensorProblem;
import io.cartelem.core.sensor.link.HttpInboxes;
import io.cartelem.core.sensor.link.SensorOpeners;
import io.cartelem.server.SensorInbox;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/// The sensors that the user describes in a file. They are read while the simulated car drives,
/// too: it has none to take their place.
final class SensorSource implements SourceKind {
    private static final Logger LOG = LoggerFactory.getLogger(SensorSource.class);

    /// The source under which the file itself is listed when it cannot be used.
    private static final String FILE = "sensors";

    private final HttpInboxes inboxes = new HttpInboxes();

    /// Where the sensors are described.
    static Path file(Configuration config, Path dataFolder) {
        String set = config.get(Keys.CUSTOM_SENSORS);
        return set.isEmpty() ? dataFolder.resolve(SensorFile.NAME) : Path.of(set);
    }

    @Override
    public boolean concernedBy(Set<String> keys) {
        return keys.contains(Keys.CUSTOM_SENSORS.name())
                || keys.contains(Keys.SENSOR_RECONNECT_DELAY.name());
    }

    /// Sensors come and go while a session is recorded, also when their file is edited.
    @Override
    public boolean waitsForRecording(Set<String> keys) {
        return false;
    }

    @Override
    public List<SourcePlan> plan(SourceEnvironment environment) {
        Path file = file(environment.config(), environment.dataFolder());
        if (!environment.config().get(Keys.CUSTOM_SENSORS).isEmpty() && !Files.exists(file)) {
            return List.of(new SourcePlan.Refused(FILE, "There is no file " + file + "."));
        }
        SensorFile described;
        try {
            described = SensorFile.read(file);
        } catch (IOException e) {
            LOG.warn("no sensor is read: {} cannot be", file, e);
            return List.of(
                    new SourcePlan.Refused(FILE, file + " cannot be read: " + e.getMessage()));
        }
        List<SourcePlan> plans = new ArrayList<>();
        if (!described.problems().isEmpty()) {
            plans.add(new SourcePlan.Refused(FILE, sentences(described.problems())));
        }
        Set<String> named = new HashSet<>();
        for (SensorFile.Entry entry : described.entries()) {
            if (named.add(entry.name())) {
                plans.add(plan(entry, environment));
            } else {
                plans.add(new SourcePlan.Refused(FILE, sentences(entry.problems())));
            }
        }
        return plans;
    }

    private SourcePlan plan(SensorFile.Entry entry, SourceEnvironment environment) {
        SensorDefinition sensor = entry.sensor();
        if (sensor == null) {
            return new SourcePlan.Refused(entry.name(), sentences(entry.problems()));
        }
        if (!sensor.enabled()) {
            return new SourcePlan.Off(sensor.name(), "switched off in its description");
        }
        LongAdder lost = new LongAdder();
        SupervisorSettings supervision = environment.supervision(Keys.SENSOR_RECONNECT_DELAY);
        return new SourcePlan.Run(
                new SensorCollector(sensor, lost::sum),
                new SensorOpeners(environment.clock(), inboxes).of(sensor, lost),
                supervision,
                List.of(sensor, supervision));
    }

    private static String sentences(List<SensorProblem> problems) {
        return problems.stream().map(SensorProblem::sentence).collect(Collectors.joining("\n"));
    }

    /// What the server hands to sensors that are posted to. Any thread.
    SensorInbox inbox() {
        return (sensor, message) ->
                switch (inboxes.deliver(sensor, message)) {
                    case ACCEPTED -> SensorInbox.Delivery.ACCEPTED;
                    case UNKNOWN -> SensorInbox.Delivery.UNKNOWN;
                    case FULL -> SensorInbox.Delivery.FULL;
                    case TOO_LARGE -> SensorInbox.Delivery.TOO_LARGE;
                };
    }
}
