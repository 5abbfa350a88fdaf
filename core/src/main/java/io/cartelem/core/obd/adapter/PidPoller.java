package io.cartelem.core.obd.adapter;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.obd.adapter.AdapterProfile.Ability;
import io.cartelem.core.obd.elm.ElmReply;
import io.cartelem.core.obd.elm.Notice;
import io.cartelem.core.obd.iso.Decode;
import io.cartelem.core.obd.iso.ObdReply;
import io.cartelem.core.obd.pid.Mode01Reader;
import io.cartelem.core.obd.pid.Pid;
import io.cartelem.core.obd.pid.PidData;
import io.cartelem.core.obd.pid.PidTable;
import io.cartelem.core.obd.pid.SupportedPids;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/// Asks for values as fast as this adapter and this car allow: several PIDs in one request on CAN,
/// and the expected number of lines behind it, both found by trying and given up when they fail.
public final class PidPoller {
    private static final int MAX_PIDS = 6;
    private static final int FAILURES_ALLOWED = 3;

    private final CarRequester requester;
    private final SupportedPids supported;
    private final PidTable table;
    private final Mode01Reader reader;
    private final BiConsumer<String, byte[]> rejected;
    private final String car;
    private final LineCounts lines;
    private int room;
    private int multiFailures;
    private int digitFailures;

    public PidPoller(
            CarRequester requester,
            SupportedPids supported,
            PidTable table,
            CarProfile profile,
            BiConsumer<String, byte[]> rejected) {
        this.requester = requester;
        this.supported = supported;
        this.table = table;
        this.reader = new Mode01Reader(table, supported.supports(0x1D));
        this.rejected = rejected;
        this.car = profile.car();
        this.lines = new LineCounts(profile.lines());
        this.room = requester.bus().protocol().can() ? profile.pidsPerRequest() : 1;
    }

    /// How many PIDs one request may carry.
    public int room() {
        return Math.max(room, 1);
    }

    /// Whether the PID may share a request with others.
    public boolean mayShare(Pid pid) {
        return reader.lengthCertain(pid.number());
    }

    /// What was learned about the car.
    public CarProfile profile() {
        return new CarProfile(car, room, lines.lines());
    }

    /// Finds out how many PIDs a request may carry, unless that is known.
    ///
    /// @param wanted PIDs to try it with; others that the car supports help out
    public void probe(List<Pid> wanted)
            throws LinkException, InterruptedException, AdapterRestartedException {
        if (room == 0) {
            probeAgain(wanted);
        }
    }

    /// Finds it out, whatever was known before.
    public void probeAgain(List<Pid> wanted)
            throws LinkException, InterruptedException, AdapterRestartedException {
        room = 1;
        if (!requester.bus().protocol().can()) {
            return;
        }
        Set<Pid> candidates = new LinkedHashSet<>(wanted);
        for (int number = 1; number <= 0xFF && candidates.size() < MAX_PIDS; number++) {
            if (number % 0x20 != 0 && supported.supports(number)) {
                table.pid(number).ifPresent(candidates::add);
            }
        }
        List<Pid> usable = candidates.stream().filter(this::mayShare).limit(MAX_PIDS).toList();
        for (int size : List.of(MAX_PIDS, 3, 2)) {
            if (size <= usable.size()) {
                List<Pid> some = usable.subList(0, size);
                if (read(some, requester.request(request(some))).missed().isEmpty()) {
                    room = size;
                    return;
                }
            }
        }
        // Where not even one PID is answered the car fell silent, and nothing was found out.
        room = usable.size() < 2 || answersAlone(usable.getFirst()) ? 1 : 0;
    }

    /// Asks for the PIDs in one request.
    public Poll poll(List<Pid> pids)
            throws LinkException, InterruptedException, AdapterRestartedException {
        return poll(pids, true);
    }

    /// As [#poll(List)].
    ///
    /// @param digits whether the expected number of lines may be told to an adapter that knows it
    public Poll poll(List<Pid> pids, boolean digits)
            throws LinkException, InterruptedException, AdapterRestartedException {
        String request = request(pids);
        String digit = digits && usesDigit() ? lines.digit(request) : "";
        Outcome outcome = requester.request(request + digit);
        Poll poll = read(pids, outcome);
        if (!digit.isEmpty()) {
            if (isComplete(poll, outcome)) {
                digitFailures = 0;
                learnDigit(Ability.WORKS);
            } else if (!(outcome instanceof Outcome.CarSilent)) {
                lines.forget(request);
                outcome = requester.request(request);
                poll = read(pids, outcome);
                blameDigit(isComplete(poll, outcome));
            }
        }
        if (outcome instanceof Outcome.Answered answered && isComplete(poll, outcome)) {
            if (digit.isEmpty()) {
                lines.observed(request, lineCount(answered.reply()));
            }
            multiFailures = 0;
        } else if (pids.size() > 1) {
            blameSize(poll, outcome);
        }
        return poll;
    }

    private boolean usesDigit() {
        return requester.adapter().profile().countDigit() != Ability.FAILS;
    }

    private static boolean isComplete(Poll poll, Outcome outcome) {
        return outcome instanceof Outcome.Answered answered
                && answered.whole()
                && poll.missed().isEmpty();
    }

    /// @param guilty whether the same request without the digit was answered in full
    private void blameDigit(boolean guilty) {
        if (!guilty) {
            return;
        }
        digitFailures++;
        boolean worked = requester.adapter().profile().countDigit() == Ability.WORKS;
        if ((!worked && digitFailures > 1) || digitFailures > FAILURES_ALLOWED) {
            learnDigit(Ability.FAILS);
        }
    }

    private void learnDigit(Ability ability) {
        Adapter adapter = requester.adapter();
        adapter.learn(adapter.profile().withCountDigit(ability));
    }

    /// Asks for less at once only if that would help: a car that is switched off leaves every
    /// request unanswered, and a PID that it does not have is not answered alone either.
    private void blameSize(Poll poll, Outcome outcome)
            throws LinkException, InterruptedException, AdapterRestartedException {
        multiFailures++;
        boolean overflowed = overflowed(outcome);
        if (overflowed || multiFailures >= FAILURES_ALLOWED) {
            multiFailures = 0;
            if (overflowed
                    || (!poll.missed().isEmpty() && answersAlone(poll.missed().getFirst()))) {
                room = Math.max(1, room / 2);
            }
        }
    }

    private static boolean overflowed(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Damaged damaged -> damaged.reply().has(Notice.BUFFER_FULL);
            case Outcome.Answered answered -> answered.reply().has(Notice.BUFFER_FULL);
            case Outcome.NoData _,
                    Outcome.CarSilent _,
                    Outcome.NotUnderstood _,
                    Outcome.Unprompted _ ->
                    false;
        };
    }

    private boolean answersAlone(Pid pid)
            throws LinkException, InterruptedException, AdapterRestartedException {
        List<Pid> alone = List.of(pid);
        return read(alone, requester.request(request(alone))).missed().isEmpty();
    }

    private static int lineCount(ElmReply reply) {
        return (int) reply.data().stream().filter(line -> line.length() != 3).count();
    }

    private static String request(List<Pid> pids) {
        StringBuilder request = new StringBuilder("01");
        pids.forEach(pid -> request.append(pid.hex()));
        return request.toString();
    }

    private Poll read(List<Pid> pids, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered -> answered(pids, answered);
            case Outcome.NoData(ElmReply reply) ->
                    nothing(Poll.Result.NO_DATA, pids, reply, "No control unit answered");
            case Outcome.Unprompted(ElmReply reply) ->
                    nothing(Poll.Result.NO_DATA, pids, reply, "The adapter did not answer in time");
            case Outcome.NotUnderstood(ElmReply reply) ->
                    nothing(
                            Poll.Result.NO_DATA,
                            pids,
                            reply,
                            "The adapter does not know the request " + reply.commandName());
            case Outcome.Damaged(String reason, ElmReply reply) ->
                    nothing(Poll.Result.DAMAGED, pids, reply, reason);
            case Outcome.CarSilent(Notice notice) ->
                    new Poll(Poll.Result.CAR_SILENT, List.of(), pids, 0, notice.sentence());
        };
    }

    private static Poll nothing(Poll.Result result, List<Pid> pids, ElmReply reply, String remark) {
        return new Poll(result, List.of(), pids, reply.midpointNs(), remark);
    }

    /// Takes each PID from the control unit that owns it; what others say about it is ignored, so
    /// that a channel never jumps between two of them.
    private Poll answered(List<Pid> pids, Outcome.Answered answered) {
        Set<Integer> asked = new LinkedHashSet<>();
        pids.forEach(pid -> asked.add(pid.number()));
        List<PidData> found = new ArrayList<>();
        List<Pid> missed = new ArrayList<>(pids);
        for (ObdReply.Positive positive : answered.positives()) {
            switch (reader.read(positive.data(), asked)) {
                case Decode.Decoded<List<PidData>>(List<PidData> data) -> {
                    for (PidData one : data) {
                        boolean owned =
                                supported.owner(one.pid().number()).orElse(positive.ecu())
                                        == positive.ecu();
                        if (owned && missed.remove(one.pid())) {
                            found.add(one);
                        }
                    }
                }
                case Decode.Incomplete<List<PidData>>(String reason, byte[] bytes) ->
                        rejected.accept(reason, bytes);
                case Decode.Rejected<List<PidData>>(String reason, byte[] bytes) ->
                        rejected.accept(reason, bytes);
            }
        }
        return new Poll(Poll.Result.ANSWERED, found, missed, answered.reply().midpointNs(), "");
    }
}
