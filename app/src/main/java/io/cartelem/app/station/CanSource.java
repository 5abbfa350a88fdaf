package io.cartelem.app.station;

import io.cartelem.core.can.CanBitrate;
import io.cartelem.core.can.CanCollector;
import io.cartelem.core.can.CanSettings;
import io.cartelem.core.can.CanSettings.Described;
import io.cartelem.core.can.dbc.DbcFile;
import io.cartelem.core.collect.SourcePlan;
import io.cartelem.core.collect.SupervisorSettings;
import io.cartelem.core.collect.transport.LinkAddress;
import io.cartelem.core.config.CanKeys;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.config.DbcPath;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// The CAN bus.
final class CanSource implements SourceKind {
    private static final int USUAL_BAUD = 115_200;

    @Override
    public boolean concernedBy(Set<String> keys) {
        return keys.stream().anyMatch(key -> key.startsWith("CAN_"));
    }

    @Override
    public boolean waitsForRecording(Set<String> keys) {
        return keys.contains(CanKeys.CAN_PORT.name());
    }

    @Override
    public List<SourcePlan> plan(SourceEnvironment environment) {
        Configuration config = environment.config();
        LinkAddress address = config.get(CanKeys.CAN_PORT);
        if (address instanceof LinkAddress.Off) {
            return List.of(); // of use to few, so not listed for everybody
        }
        return List.of(
                environment.plan(
                        new CanCollector(settings(config, environment.dataFolder())),
                        environment.address(CanKeys.CAN_PORT),
                        null,
                        USUAL_BAUD,
                        SupervisorSettings.DEFAULT));
    }

    private static CanSettings settings(Configuration config, Path dataFolder) {
        OptionalInt bitrate = config.get(CanKeys.CAN_BITRATE);
        List<Described> files = new ArrayList<>();
        for (DbcPath described : config.get(CanKeys.CAN_DBC)) {
            Path file = dataFolder.resolve(described.file());
            files.add(new Described(described.bus(), () -> DbcFile.read(file)));
        }
        return new CanSettings(
                bitrate.isEmpty() ? null : CanBitrate.of(bitrate.getAsInt()).orElseThrow(),
                config.get(CanKeys.CAN_LISTEN_ONLY),
                List.copyOf(files));
    }
}
