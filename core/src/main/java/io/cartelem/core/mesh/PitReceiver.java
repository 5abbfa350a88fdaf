package io.cartelem.core.mesh;

import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.mesh.RadioStatus.Role;
import io.cartelem.core.mesh.RadioStatus.Warning;
import io.cartelem.core.mesh.pack.PayloadDecoder;
import io.cartelem.core.mesh.pack.RadioChannel;
import io.cartelem.core.mesh.pack.Received;
import io.cartelem.core.mesh.pack.SchemaCache;
import io.cartelem.core.mesh.proto.AppMessage;
import io.cartelem.core.mesh.proto.FromRadio;
import io.cartelem.core.mesh.proto.MeshPacket;
import io.cartelem.core.mesh.proto.Ports;
import io.cartelem.core.mesh.stream.NodeConfig;
import io.cartelem.core.mesh.stream.NodeSession;
import io.cartelem.core.mesh.stream.PacketId;
import io.cartelem.core.mesh.stream.Refusal;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Receives what cars send and publishes it with the times at which the cars measured.
///
/// The first car that is heard is the source `meshtastic`. Each further one is `meshtastic-` and
/// its node's short name, or its number where the short name is unknown or taken:
/// `meshtastic-CAR2`, `meshtastic-a1b2c3d4`. A car keeps its name as long as the program runs.
///
/// Everything comes on the collector's thread but [#status].
public final class PitReceiver implements RadioRole {
    private static final Logger LOG = LoggerFactory.getLogger(PitReceiver.class);
    private static final int MOST_CARS = 32;
    private static final int MOST_NAMES = 256;
    private static final long STATUS_NS = 1_000_000_000L;

    private final PayloadDecoder decoder;
    private final Map<Integer, CarStream> cars = new LinkedHashMap<>();
    private final Map<Integer, String> names = new LinkedHashMap<>();
    private @Nullable CollectorContext context;
    private @Nullable NodeConfig node;
    private volatile RadioStatus status = RadioStatus.unknown(Role.PIT);
    private long packets;
    private long nextStatusNs;

    /// @param schemas where schemas are found and kept
    public PitReceiver(SchemaCache schemas) {
        decoder = new PayloadDecoder(schemas);
    }

    @Override
    public void begin(NodeSession session, CollectorContext newContext) {
        context = newContext;
        node = null;
        nextStatusNs = newContext.clock().monoNs();
    }

    private CollectorContext context() {
        CollectorContext present = context;
        if (present == null) {
            throw new IllegalStateException("no connection has begun");
        }
        return present;
    }

    @Override
    public void ready(NodeConfig config) {
        node = config;
        context().device(config.description());
        look(context().clock().monoNs());
    }

    @Override
    public void asking(String sentence) {
        node = null;
        context().state(Phase.STARTING, "asking_node", sentence);
    }

    @Override
    public void packet(MeshPacket packet, MeshPacket.Data data) {
        if (data.port() != Ports.PRIVATE) {
            return;
        }
        // Read one after the other, because their difference turns the car's time into ours.
        long nowNs = context().clock().monoNs();
        Instant utc = context().clock().utc();
        byte[] payload = data.payload();
        if (!PacketId.fits(packet.id(), packet.from(), payload)) {
            // Others may use the same port; only what looks like ours is worth a word.
            if (!(decoder.decode(payload, utc) instanceof Received.Foreign)) {
                context().rejected("a packet damaged between the node and here", payload);
            }
            return;
        }
        CarStream car = car(packet.from());
        if (car == null) {
            context().rejected("more cars than can be told apart", payload);
            return;
        }
        if (!car.isNew(packet.id())) {
            return;
        }
        CarStream.Outcome outcome = car.take(packet, payload, utc, nowNs);
        if (outcome.damage() != null) {
            if (car.isUnheard()) {
                cars.remove(packet.from());
            }
            context().rejected(outcome.damage(), payload);
            return;
        }
        packets++;
        context().publish(outcome.batch());
        look(nowNs);
    }

    private @Nullable CarStream car(int from) {
        CarStream known = cars.get(from);
        if (known != null || cars.size() == MOST_CARS) {
            return known;
        }
        CarStream fresh = new CarStream(from, sourceOf(from), decoder);
        cars.put(from, fresh);
        return fresh;
    }

    private String sourceOf(int from) {
        if (cars.isEmpty()) {
            return RadioChannel.SOURCE;
        }
        String name = names.getOrDefault(from, "").replaceAll("[^\\p{L}\\p{N}_-]", "");
        String byName = RadioChannel.SOURCE + "-" + name;
        boolean taken = cars.values().stream().anyMatch(car -> car.source().equals(byName));
        return name.isEmpty() || taken
                ? RadioChannel.SOURCE + "-" + NodeConfig.id(from).substring(1)
                : byName;
    }

    @Override
    public void node(FromRadio.Node introduced) {
        if (introduced.number() != 0
                && (names.size() < MOST_NAMES || names.containsKey(introduced.number()))) {
            names.put(introduced.number(), introduced.shortName());
        }
    }

    private String nameOf(int number) {
        String name = names.getOrDefault(number, "");
        return name.isEmpty() ? NodeConfig.id(number) : name;
    }

    @Override
    public void metrics(AppMessage.Metrics metrics) {
        // How busy the air is matters to whoever sends.
    }

    @Override
    public void refused(Refusal refusal) {
        // The pit sends nothing.
    }

    @Override
    public void notice(String sentence) {
        LOG.info("{}", sentence);
    }

    @Override
    public void rejected(String reason, byte[] bytes) {
        context().rejected(reason, bytes);
    }

    @Override
    public void tick(long nowNs) {
        if (nowNs >= nextStatusNs) {
            look(nowNs);
        }
    }

    @Override
    public long nextWakeNs() {
        return nextStatusNs;
    }

    /// Looks who is silent and tells how it is.
    private void look(long nowNs) {
        nextStatusNs = nowNs + STATUS_NS;
        NodeConfig known = node;
        List<RadioStatus.Car> all = new ArrayList<>();
        double rate = 0;
        boolean disagree = false;
        for (Map.Entry<Integer, CarStream> car : cars.entrySet()) {
            all.add(car.getValue().status(nameOf(car.getKey()), nowNs));
            rate += car.getValue().rateHz(nowNs);
            disagree |= car.getValue().clockDisagrees();
        }
        List<Warning> warnings = new ArrayList<>();
        if (known != null) {
            warnings.addAll(Warnings.ofListener(known));
        }
        if (disagree) {
            warnings.add(
                    new Warning(
                            "clocks_differ",
                            "The car's clock and this computer's differ; ages are counted from the"
                                    + " arrival."));
        }
        context().rate(rate);
        if (known != null) {
            tell(all);
        }
        status =
                new RadioStatus(
                        Role.PIT,
                        known == null ? null : known.description(),
                        rate,
                        heard(all),
                        null,
                        packets,
                        0,
                        0,
                        warnings,
                        all);
    }

    private void tell(List<RadioStatus.Car> all) {
        boolean silent = all.stream().anyMatch(RadioStatus.Car::silent);
        if (all.isEmpty()) {
            context().state(Phase.WAITING, "no_car", heard(all));
        } else if (silent) {
            context().state(Phase.WAITING, "car_silent", heard(all));
        } else {
            context().state(Phase.RUNNING, "receiving", heard(all));
        }
    }

    private static String heard(List<RadioStatus.Car> all) {
        if (all.isEmpty()) {
            return "No car has been heard yet.";
        }
        String silent = names(all, true);
        String present = names(all, false);
        String heard = present.isEmpty() ? "" : "Receiving " + present + ".";
        String missing =
                silent.isEmpty()
                        ? ""
                        : "Nothing is heard of "
                                + silent
                                + " any more: out of range, or switched off.";
        return heard.isEmpty() || missing.isEmpty() ? heard + missing : missing + " " + heard;
    }

    private static String names(List<RadioStatus.Car> all, boolean silent) {
        return String.join(
                ", ",
                all.stream()
                        .filter(car -> car.silent() == silent)
                        .map(RadioStatus.Car::name)
                        .toList());
    }

    @Override
    public RadioStatus status() {
        return status;
    }
}
