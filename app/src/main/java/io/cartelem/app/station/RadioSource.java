package io.cartelem.app.station;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.collect.SourcePlan;
import io.cartelem.core.collect.SupervisorSettings;
import io.cartelem.core.collect.transport.LinkAddress;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.config.RadioKeys;
import io.cartelem.core.mesh.CarUplink;
import io.cartelem.core.mesh.MeshCollector;
import io.cartelem.core.mesh.MeshProbe;
import io.cartelem.core.mesh.PitReceiver;
import io.cartelem.core.mesh.RadioRole;
import io.cartelem.core.mesh.RadioStatus;
import io.cartelem.core.mesh.UplinkSettings;
import io.cartelem.core.mesh.pack.RadioChannel;
import io.cartelem.core.mesh.pack.SchemaCache;
import io.cartelem.core.mesh.proto.MeshPacket;
import io.cartelem.core.sim.SimulatedRadio;
import io.cartelem.core.sim.SimulatedRadioSettings;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The Meshtastic radio, which in the car listens to all other sources. With `sim` it brings its
/// own pair of nodes: it uses the one of its role, and another Cartelem can use the other one.
/// [#status] and [#trustedTime] may be called on any thread.
final class RadioSource implements SourceKind {
    private static final Logger LOG = LoggerFactory.getLogger(RadioSource.class);

    /// Where real nodes listen; the simulated partner does too, if the port is free.
    private static final int NODE_PORT = 4403;

    private final Path schemas;
    private volatile @Nullable RadioRole inUse;
    private TelemetryBus.@Nullable Subscription listening;
    private volatile @Nullable SimulatedRadio simulated;

    /// @param dataFolder where the schemas of cars are remembered
    RadioSource(Path dataFolder) {
        this.schemas = dataFolder.resolve("radio-schemas");
    }

    @Override
    public boolean concernedBy(Set<String> keys) {
        return keys.stream().anyMatch(key -> key.startsWith("MESHTASTIC_"));
    }

    @Override
    public boolean waitsForRecording(Set<String> keys) {
        return keys.contains(RadioKeys.MESHTASTIC_PORT.name())
                || keys.contains(RadioKeys.MESHTASTIC_ROLE.name());
    }

    @Override
    public List<SourcePlan> plan(SourceEnvironment environment) {
        close();
        Configuration config = environment.config();
        LinkAddress address = config.get(RadioKeys.MESHTASTIC_PORT);
        if (address instanceof LinkAddress.Off) {
            return List.of();
        }
        String own = null;
        if (address instanceof LinkAddress.Simulated) {
            try {
                own = simulate(environment);
            } catch (IOException e) {
                return List.of(
                        new SourcePlan.Refused(
                                RadioChannel.SOURCE,
                                "The simulated radios cannot be started: " + e.getMessage()));
            }
        }
        RadioRole role = role(environment);
        inUse = role;
        SupervisorSettings supervision =
                environment.supervision(RadioKeys.MESHTASTIC_RECONNECT_DELAY);
        return List.of(
                environment.plan(
                        new MeshCollector(role), address, own, MeshProbe.BAUD, supervision));
    }

    private RadioRole role(SourceEnvironment environment) {
        if (environment.config().get(RadioKeys.MESHTASTIC_ROLE) == RadioKeys.Role.PIT) {
            return new PitReceiver(SchemaCache.in(schemas));
        }
        CarUplink uplink = new CarUplink(settings(environment.config()));
        listening = environment.bus().subscribe(uplink);
        return uplink;
    }

    private static UplinkSettings settings(Configuration config) {
        String to = config.get(RadioKeys.MESHTASTIC_TO);
        return new UplinkSettings(
                config.get(RadioKeys.MESHTASTIC_RATE_HZ),
                config.get(RadioKeys.MESHTASTIC_MAX_PAYLOAD),
                to.startsWith("!")
                        ? Integer.parseUnsignedInt(to.substring(1), 16)
                        : MeshPacket.BROADCAST,
                config.get(RadioKeys.MESHTASTIC_CHANNEL));
    }

    /// @return where our own node is
    private String simulate(SourceEnvironment environment) throws IOException {
        boolean pit = environment.config().get(RadioKeys.MESHTASTIC_ROLE) == RadioKeys.Role.PIT;
        SimulatedRadio radio;
        try {
            radio = SimulatedRadio.start(nodes(pit, NODE_PORT), environment.clock());
        } catch (IOException e) {
            LOG.debug("port {} is taken", NODE_PORT, e);
            radio = SimulatedRadio.start(nodes(pit, 0), environment.clock());
        }
        simulated = radio;
        LOG.info(
                "The simulated radio of the {} is at {}",
                pit ? "car" : "pit",
                pit ? radio.carAddress() : radio.pitAddress());
        return pit ? radio.pitAddress() : radio.carAddress();
    }

    private static SimulatedRadioSettings nodes(boolean pit, int partnerPort) {
        return SimulatedRadioSettings.usual()
                .withPorts(pit ? partnerPort : 0, pit ? 0 : partnerPort);
    }

    /// How the radio is; empty where there is none.
    Optional<RadioStatus> status() {
        return Optional.ofNullable(inUse).map(RadioRole::status);
    }

    /// Whether values come from a simulated node.
    boolean receivesSimulated() {
        return simulated != null && inUse instanceof PitReceiver;
    }

    /// A receiver with a fix said at `monoNs` that it was `utc`.
    void trustedTime(long monoNs, Instant utc) {
        if (inUse instanceof CarUplink uplink) {
            uplink.trustedTime(monoNs, utc);
        }
    }

    @Override
    public void close() {
        inUse = null;
        TelemetryBus.Subscription subscription = listening;
        if (subscription != null) {
            subscription.close();
            listening = null;
        }
        SimulatedRadio radio = simulated;
        if (radio != null) {
            radio.close();
            simulated = null;
        }
    }
}
