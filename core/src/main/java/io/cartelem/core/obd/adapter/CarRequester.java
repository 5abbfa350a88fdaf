package io.cartelem.core.obd.adapter;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.obd.elm.ElmReply;
import io.cartelem.core.obd.elm.Notice;
import io.cartelem.core.obd.elm.ReplyReader;
import io.cartelem.core.obd.iso.Decode;
import io.cartelem.core.obd.iso.Message;
import io.cartelem.core.obd.iso.ObdReply;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// Asks the car over an adapter and turns whatever comes back into an [Outcome].
public final class CarRequester {
    private static final int ATTEMPTS = 3;

    /// The longest time-out that an adapter knows, about a second, for a control unit that asks for
    /// patience.
    private static final int LONG_TICKS = 0xFF;

    /// The service that tells current values.
    private static final int VALUES = 0x01;

    private final Adapter adapter;
    private final CarBus bus;
    private final BiConsumer<String, byte[]> rejected;

    /// @param rejected is told of lines that were not understood, with the reason
    CarRequester(Adapter adapter, CarBus bus, BiConsumer<String, byte[]> rejected) {
        this.adapter = adapter;
        this.bus = bus;
        this.rejected = rejected;
    }

    public CarBus bus() {
        return bus;
    }

    public Adapter adapter() {
        return adapter;
    }

    /// Asks, again where the adapter was interrupted or a message came damaged.
    ///
    /// @param request in hex, the service byte first, perhaps with a digit for the expected lines
    public Outcome request(String request)
            throws LinkException, InterruptedException, AdapterRestartedException {
        Outcome outcome = once(request);
        for (int attempt = 1; attempt < ATTEMPTS && isWorthAnother(outcome); attempt++) {
            outcome = once(request);
        }
        // Behind a request with a digit the wish for patience only means that the digit was too
        // small.
        return isPending(outcome) && request.length() % 2 == 0
                ? patiently(request, outcome)
                : outcome;
    }

    /// Whether the answer of a control unit is still to come. A value that came is enough, whoever
    /// else asks for patience; of everything else each unit's answer counts.
    static boolean isPending(Outcome outcome) {
        return outcome instanceof Outcome.Answered answered
                && answered.negatives().stream().anyMatch(one -> isOpen(one, answered));
    }

    private static boolean isOpen(ObdReply.Negative plea, Outcome.Answered answered) {
        boolean answeredLater =
                answered.positives().stream()
                                .anyMatch(one -> one.ecu() == plea.ecu() || one.service() == VALUES)
                        || answered.negatives().stream()
                                .anyMatch(one -> one.ecu() == plea.ecu() && !one.pending());
        return plea.pending() && !answeredLater;
    }

    private static boolean isWorthAnother(Outcome outcome) {
        return outcome instanceof Outcome.Damaged(String reason, ElmReply reply)
                && !reply.has(Notice.BUFFER_FULL);
    }

    /// @param before what came without patience, kept where patience brings nothing
    private Outcome patiently(String request, Outcome before)
            throws LinkException, InterruptedException, AdapterRestartedException {
        adapter.set("ATST%02X".formatted(LONG_TICKS));
        try {
            Outcome outcome = once(request);
            for (int attempt = 1; attempt < ATTEMPTS && isPending(outcome); attempt++) {
                outcome = once(request);
            }
            return outcome instanceof Outcome.Answered || outcome instanceof Outcome.CarSilent
                    ? outcome
                    : before;
        } finally {
            adapter.applyWait();
        }
    }

    private Outcome once(String request)
            throws LinkException, InterruptedException, AdapterRestartedException {
        ElmReply reply = adapter.exchange(request, adapter.timeouts().request());
        for (Notice notice : reply.notices()) {
            switch (notice.reaction()) {
                case START_AGAIN -> throw new AdapterRestartedException(notice);
                case WAKE -> adapter.wake();
                case IGNITION_OFF -> {
                    return new Outcome.CarSilent(notice);
                }
                case DISABLE -> {
                    return new Outcome.NotUnderstood(reply);
                }
                case NONE, COUNT, DRAIN, THIN_OUT, RETRY -> {
                    // decided below, with the data in view
                }
            }
        }
        if (!reply.prompted()) {
            return new Outcome.Unprompted(reply);
        }
        for (String line : reply.strange()) {
            rejected.accept(
                    "a line that is neither data nor a known notice",
                    line.getBytes(StandardCharsets.ISO_8859_1));
        }
        return answer(request, reply);
    }

    private Outcome answer(String request, ElmReply reply) {
        int service = Integer.parseInt(request, 0, 2, 16);
        List<ObdReply.Positive> positives = new ArrayList<>();
        List<ObdReply.Negative> negatives = new ArrayList<>();
        String trouble = "";
        for (Decode<Message> decoded : ReplyReader.messages(reply.data(), bus.form())) {
            String reason =
                    switch (decoded) {
                        case Decode.Decoded<Message>(Message message) ->
                                sort(message, service, positives, negatives);
                        case Decode.Incomplete<Message>(String why, byte[] bytes) ->
                                refuse(why, bytes);
                        case Decode.Rejected<Message>(String why, byte[] bytes) ->
                                refuse(why, bytes);
                    };
            trouble = reason.isEmpty() ? trouble : reason;
        }
        for (Notice notice : reply.notices()) {
            boolean disturbed =
                    notice.reaction() == Notice.Reaction.RETRY
                            || notice.reaction() == Notice.Reaction.DRAIN
                            || notice.reaction() == Notice.Reaction.THIN_OUT
                            || notice.reaction() == Notice.Reaction.WAKE;
            trouble = disturbed ? notice.sentence() : trouble;
        }
        if (!positives.isEmpty() || !negatives.isEmpty()) {
            return new Outcome.Answered(positives, negatives, trouble.isEmpty(), reply);
        }
        return trouble.isEmpty() ? new Outcome.NoData(reply) : new Outcome.Damaged(trouble, reply);
    }

    private String sort(
            Message message,
            int service,
            List<ObdReply.Positive> positives,
            List<ObdReply.Negative> negatives) {
        return switch (ObdReply.read(message, service)) {
            case Decode.Decoded<ObdReply>(ObdReply.Positive positive) -> {
                positives.add(positive);
                yield "";
            }
            case Decode.Decoded<ObdReply>(ObdReply.Negative negative) -> {
                negatives.add(negative);
                yield "";
            }
            case Decode.Incomplete<ObdReply>(String why, byte[] bytes) -> refuse(why, bytes);
            case Decode.Rejected<ObdReply>(String why, byte[] bytes) -> refuse(why, bytes);
        };
    }

    private String refuse(String reason, byte[] bytes) {
        rejected.accept(reason, bytes);
        return reason;
    }
}
