package io.cartelem.core.obd.adapter;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.obd.elm.ElmReply;
import io.cartelem.core.obd.elm.HeaderForm;
import io.cartelem.core.obd.elm.Notice;
import io.cartelem.core.obd.elm.Protocol;
import io.cartelem.core.obd.elm.ReplyReader;
import io.cartelem.core.obd.iso.Decode;
import io.cartelem.core.obd.iso.Message;
import io.cartelem.core.obd.iso.ObdReply;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/// Finds the protocol of the car: the one of last time, the adapter's own search, and one after the
/// other where that search is broken.
final class ProtocolFinder {
    /// Asks which PIDs are supported: the one request that every car answers.
    private static final String FIRST_REQUEST = "0100";

    private final Adapter adapter;

    ProtocolFinder(Adapter adapter) {
        this.adapter = adapter;
    }

    /// @param thorough whether to go on when the protocol of last time is silent
    /// @return the way to the car, empty if the car does not answer
    Optional<CarBus> find(boolean thorough)
            throws LinkException, InterruptedException, AdapterRestartedException {
        boolean headers = adapter.set("ATH1");
        adapter.applyTiming();
        Protocol cached = adapter.profile().protocol();
        if (cached != null && adapter.set("ATTP" + cached.number())) {
            CarBus bus = tryOut(headers, cached);
            if (bus != null) {
                return Optional.of(bus);
            }
            if (!thorough) {
                return Optional.empty();
            }
        }
        boolean searches = adapter.set("ATSP0");
        if (searches) {
            ElmReply reply = firstRequest();
            CarBus bus = recognise(reply, headers, null);
            if (bus != null) {
                return Optional.of(bus);
            }
            if (reply.asksFor(Notice.Reaction.IGNITION_OFF)) {
                return Optional.empty();
            }
        }
        for (Protocol protocol : Protocol.FALLBACK) {
            if (adapter.set("ATTP" + protocol.number())) {
                CarBus bus = tryOut(headers, protocol);
                if (bus != null) {
                    return Optional.of(bus);
                }
            }
        }
        return Optional.empty();
    }

    private @Nullable CarBus tryOut(boolean headers, Protocol protocol)
            throws LinkException, InterruptedException, AdapterRestartedException {
        return recognise(firstRequest(), headers, protocol);
    }

    private ElmReply firstRequest()
            throws LinkException, InterruptedException, AdapterRestartedException {
        ElmReply reply = adapter.exchange(FIRST_REQUEST, adapter.timeouts().search());
        for (Notice notice : reply.notices()) {
            if (notice.reaction() == Notice.Reaction.START_AGAIN) {
                throw new AdapterRestartedException(notice);
            }
        }
        return reply;
    }

    /// @param set the protocol that was set, null if the adapter searched
    private @Nullable CarBus recognise(ElmReply reply, boolean headers, @Nullable Protocol set)
            throws LinkException, InterruptedException, AdapterRestartedException {
        if (reply.data().isEmpty()) {
            return null;
        }
        Protocol protocol = set;
        if (protocol == null) {
            protocol =
                    Protocol.ofAnswer(adapter.ask("ATDPN"))
                            .or(() -> Protocol.ofFrame(reply.data().getFirst()))
                            .orElse(Protocol.CAN_11_500);
        }
        boolean withHeaders = headers && answers(reply, protocol.form(true));
        if (!withHeaders && !answers(reply, protocol.form(false))) {
            return null;
        }
        adapter.learn(adapter.profile().withProtocol(protocol));
        return new CarBus(protocol, withHeaders);
    }

    private static boolean answers(ElmReply reply, HeaderForm form) {
        List<Decode<Message>> messages = ReplyReader.messages(reply.data(), form);
        for (Decode<Message> decoded : messages) {
            if (decoded instanceof Decode.Decoded<Message>(Message message)
                    && ObdReply.read(message, 1) instanceof Decode.Decoded<ObdReply>) {
                return true;
            }
        }
        return false;
    }
}
