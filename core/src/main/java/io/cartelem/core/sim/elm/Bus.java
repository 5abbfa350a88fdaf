package io.cartelem.core.sim.elm;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.sim.car.Ecu;
import io.cartelem.core.sim.car.ObdProtocol;
import io.cartelem.core.sim.car.Vehicle;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// A request on the car's bus: finds the protocol, sends, waits as long as the chip would, prints
/// what comes.
final class Bus {
    /// The order in which the protocols are tried in a search.
    private static final String SEARCH_ORDER = "681792345";

    private static final int SLOW_INIT_STEPS = 14;
    private static final int PENDING_CODE = 0x78;
    private static final int CONDITIONS_NOT_CORRECT = 0x22;

    private final ElmSession session;
    private final ElmState state;
    private final ObdProtocol protocol;

    Bus(ElmSession session) {
        this.session = session;
        this.state = session.state();
        this.protocol = session.vehicle().settings().protocol();
    }

    /// A request with the settings of the AT commands.
    ///
    /// @param replies how many lines are expected, 0 if not said
    void request(byte[] request, int replies) throws LinkException, InterruptedException {
        request(request, state.header, replies, state.timeout * 4);
    }

    void request(byte[] request, @Nullable String header, int replies, int timeoutMs)
            throws LinkException, InterruptedException {
        boolean noCar = session.faults().strikes(ElmFault.NO_CAR);
        if (!connect(noCar)) {
            return;
        }
        ElmFault instead = replacement();
        if (instead != null) {
            session.line(instead.text() == null ? "" : instead.text());
            if (instead == ElmFault.ERR94) {
                state.reset();
            }
            return;
        }
        boolean refused = session.faults().strikes(ElmFault.REFUSAL);
        boolean pending = session.faults().strikes(ElmFault.PENDING);
        Duration half = session.vehicle().settings().latency().dividedBy(2);
        session.pause(half);
        List<Ecu.Role> meant = state.responses ? addressed(header) : List.of();
        List<BusFrames.Frame> frames = new ArrayList<>();
        if (refused) {
            frames.addAll(negatives(meant, request[0], CONDITIONS_NOT_CORRECT));
        } else {
            boolean functional = header == null || functional(header);
            List<Vehicle.Answer> answers = session.vehicle().ask(request, meant, functional);
            if (pending) {
                List<Ecu.Role> busy = answers.stream().map(Vehicle.Answer::ecu).toList();
                frames.addAll(negatives(busy, request[0], PENDING_CODE));
            }
            frames.addAll(interleaved(answers));
        }
        session.pause(half);
        frames.removeIf(frame -> protocol.can() && !state.accepts(frame.id()));
        if (session.console().interrupted()) {
            session.line("STOPPED");
            return;
        }
        int printed = print(frames, replies);
        if (!state.responses) {
            return;
        }
        if (printed == 0) {
            session.pause(Duration.ofMillis(timeoutMs));
            session.line("NO DATA");
        } else if (replies == 0 || printed < replies) {
            session.pause(tail(timeoutMs));
        }
        if (session.console().interrupted()) {
            session.line("STOPPED");
        }
    }

    /// Finds out whether a car is there, as far as the chip has to.
    ///
    /// @return false when there is none, which has been said
    boolean connect() throws LinkException, InterruptedException {
        return connect(false);
    }

    private boolean connect(boolean noCar) throws LinkException, InterruptedException {
        boolean awake = !noCar && session.vehicle().now().ignition();
        if (state.connected && awake) {
            return true;
        }
        state.connected = false;
        if (state.automatic) {
            return search(awake);
        }
        boolean right = awake && state.protocol == protocol.number();
        ObdProtocol chosen = chosen();
        if (chosen != null && chosen.bus() == ObdProtocol.Bus.K_LINE) {
            String dots = chosen.slowInit() ? "..." : "";
            session.console().text("BUS INIT: " + dots);
            session.pause(searchTime(chosen));
            session.line(right ? "OK" : (dots.isEmpty() ? "..." : "") + "ERROR");
        } else if (!right) {
            session.pause(Duration.ofMillis(state.timeout * 4L));
            session.line(deadReply(awake, chosen));
        }
        state.connected = right;
        return right;
    }

    private boolean search(boolean awake) throws LinkException, InterruptedException {
        session.console().text("SEARCHING...");
        session.console().flush();
        String order =
                state.protocol == '0'
                        ? SEARCH_ORDER
                        : state.protocol + SEARCH_ORDER.replace(String.valueOf(state.protocol), "");
        for (int i = 0; i < order.length(); i++) {
            char number = order.charAt(i);
            for (ObdProtocol tried : ObdProtocol.values()) {
                if (tried.number() == number) {
                    session.pause(searchTime(tried));
                }
            }
            if (session.console().interrupted()) {
                session.console().text(state.newline());
                session.line("STOPPED");
                return false;
            }
            if (awake && number == protocol.number()) {
                state.protocol = number;
                state.connected = true;
                if (!session.profile().gluedSearching()) {
                    session.console().text(state.newline());
                }
                return true;
            }
        }
        session.console().text(state.newline());
        session.line("UNABLE TO CONNECT");
        return false;
    }

    private Duration searchTime(ObdProtocol tried) {
        Duration step = session.profile().timing().search();
        return tried.slowInit() ? step.multipliedBy(SLOW_INIT_STEPS) : step;
    }

    private @Nullable ObdProtocol chosen() {
        for (ObdProtocol candidate : ObdProtocol.values()) {
            if (candidate.number() == state.protocol) {
                return candidate;
            }
        }
        return null;
    }

    /// On a bus of the wrong rate a CAN controller sees errors; with the right rate and the wrong
    /// length of identifiers nobody feels addressed.
    private String deadReply(boolean awake, @Nullable ObdProtocol chosen) {
        if (chosen == null || !chosen.can()) {
            return "NO DATA";
        }
        if (!awake) {
            return session.profile().deadBus();
        }
        if (!protocol.can()) {
            return "CAN ERROR";
        }
        String rate = protocol.title().substring(protocol.title().lastIndexOf('/'));
        return chosen.title().endsWith(rate) ? "NO DATA" : "CAN ERROR";
    }

    private @Nullable ElmFault replacement() {
        for (ElmFault fault : ElmFault.values()) {
            boolean unasked =
                    fault == ElmFault.LV_RESET
                            || fault == ElmFault.ACT_ALERT
                            || fault == ElmFault.LP_ALERT;
            if (fault.text() != null && !unasked && session.faults().strikes(fault)) {
                return fault;
            }
        }
        return null;
    }

    /// The units that a header means, null being the protocol's own functional one.
    private List<Ecu.Role> addressed(@Nullable String header) {
        List<Ecu.Role> present = session.vehicle().ecus().stream().map(Ecu::role).toList();
        return header == null || functional(header)
                ? present
                : present.stream().filter(role -> isAddress(header, role)).toList();
    }

    private boolean functional(String header) {
        if (protocol.can()) {
            return protocol.extended() ? header.endsWith("DB33F1") : header.endsWith("7DF");
        }
        String to = header.length() == 6 ? header.substring(2, 4) : "";
        return to.equals("6A") || to.equals("33");
    }

    private boolean isAddress(String header, Ecu.Role role) {
        if (protocol.can() && !protocol.extended()) {
            return Integer.parseUnsignedInt(header, 16) == role.canRequestId();
        }
        return header.endsWith(String.format("%02XF1", role.address()));
    }

    private List<BusFrames.Frame> negatives(List<Ecu.Role> ecus, byte service, int code) {
        byte[] message = {0x7F, service, (byte) code};
        return ecus.stream().flatMap(ecu -> frames(ecu, message).stream()).toList();
    }

    private List<BusFrames.Frame> frames(Ecu.Role ecu, byte[] message) {
        List<BusFrames.Frame> frames =
                BusFrames.of(protocol, ecu, message, session.profile().padding());
        // without flow control a unit sends its first frame and waits in vain
        return (protocol.can() && !state.flowControl) ? frames.subList(0, 1) : frames;
    }

    /// The frames of all units in turn, as they come when several send at once.
    private List<BusFrames.Frame> interleaved(List<Vehicle.Answer> answers) {
        List<List<BusFrames.Frame>> queues = new ArrayList<>();
        for (Vehicle.Answer answer : answers) {
            List<BusFrames.Frame> queue = new ArrayList<>();
            answer.messages().forEach(message -> queue.addAll(frames(answer.ecu(), message)));
            queues.add(queue);
        }
        if (session.faults().strikes(ElmFault.WRONG_ECU_ORDER)) {
            Collections.reverse(queues);
        }
        List<BusFrames.Frame> all = new ArrayList<>();
        int longest = queues.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            for (List<BusFrames.Frame> queue : queues) {
                if (i < queue.size()) {
                    all.add(queue.get(i));
                }
            }
        }
        return all;
    }

    private int print(List<BusFrames.Frame> frames, int replies) {
        int most = replies == 0 ? frames.size() : Math.min(replies, frames.size());
        FramePrinter printer = new FramePrinter(protocol, state);
        for (int i = 0; i < most; i++) {
            List<String> lines = printer.lines(frames.get(i));
            for (int j = 0; j < lines.size(); j++) {
                boolean last = i == most - 1 && j == lines.size() - 1;
                session.line(lines.get(j) + (last ? mark() : ""));
            }
        }
        return most;
    }

    private String mark() {
        if (session.faults().strikes(ElmFault.DATA_ERROR_MARK)) {
            return "<DATA ERROR";
        }
        return session.faults().strikes(ElmFault.RX_ERROR_MARK) ? "<RX ERROR" : "";
    }

    /// How long the chip waits for more after the last answer.
    private Duration tail(int timeoutMs) {
        Duration latency = session.vehicle().settings().latency();
        Duration adaptive =
                switch (state.adaptive) {
                    case 0 -> Duration.ofMillis(timeoutMs);
                    case 1 -> latency.multipliedBy(3).dividedBy(2);
                    default -> latency.dividedBy(2);
                };
        Duration most = Duration.ofMillis(timeoutMs);
        return adaptive.compareTo(most) > 0 ? most : adaptive;
    }

    /// The chip's own view of a request for several parameters.
    static byte[] firstOnly(byte[] request) {
        return Arrays.copyOf(request, 2);
    }
}
