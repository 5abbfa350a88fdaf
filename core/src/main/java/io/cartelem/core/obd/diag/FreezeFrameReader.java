package io.cartelem.core.obd.diag;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.obd.adapter.AdapterRestartedException;
import io.cartelem.core.obd.adapter.Outcome;
import io.cartelem.core.obd.iso.ObdReply;
import io.cartelem.core.obd.pid.Pid;
import io.cartelem.core.obd.pid.PidTable;
import io.cartelem.core.obd.pid.PidValue;
import io.cartelem.core.obd.pid.SupportedPids;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// Reads freeze frame 0 of every control unit that keeps one (SAE J1979 service 02). A reply
/// repeats the PID and the frame number before the data.
final class FreezeFrameReader {
    private static final int CAUSE = 0x02;
    private static final int BLOCK = 0x20;

    private final CarSession session;

    FreezeFrameReader(CarSession session) {
        this.session = session;
    }

    List<FreezeFrame> read() throws LinkException, InterruptedException, AdapterRestartedException {
        Map<Integer, TroubleCode> causes = new TreeMap<>();
        ask(CAUSE)
                .forEach(
                        (ecu, data) -> {
                            if (data.length == 2 && (data[0] != 0 || data[1] != 0)) {
                                String code = TroubleCodes.code(data[0], data[1]);
                                causes.put(ecu, VehicleReader.troubleCode(code, ecu));
                            }
                        });
        if (causes.isEmpty()) {
            return List.of();
        }
        Map<Integer, List<FreezeFrame.Value>> values = values(kept());
        List<FreezeFrame> frames = new ArrayList<>();
        causes.forEach(
                (ecu, cause) ->
                        frames.add(
                                new FreezeFrame(
                                        cause.ecu(), cause, values.getOrDefault(ecu, List.of()))));
        return frames;
    }

    private SupportedPids kept()
            throws LinkException, InterruptedException, AdapterRestartedException {
        SupportedPids kept = new SupportedPids();
        for (int first = 0; first <= 0xE0 && kept.announces(first); first += BLOCK) {
            for (Map.Entry<Integer, byte[]> reply : ask(first).entrySet()) {
                if (reply.getValue().length == 4) {
                    kept.add(reply.getKey(), first, reply.getValue());
                }
            }
        }
        return kept;
    }

    private Map<Integer, List<FreezeFrame.Value>> values(SupportedPids kept)
            throws LinkException, InterruptedException, AdapterRestartedException {
        BitSet all = new BitSet();
        kept.byEcu().values().forEach(all::or);
        Map<Integer, List<FreezeFrame.Value>> values = new TreeMap<>();
        for (int number = all.nextSetBit(0); number >= 0; number = all.nextSetBit(number + 1)) {
            Pid pid = PidTable.standard().pid(number).orElse(null);
            if (pid != null && !pid.values().isEmpty()) {
                ask(number)
                        .forEach(
                                (ecu, data) ->
                                        add(
                                                pid,
                                                data,
                                                values.computeIfAbsent(
                                                        ecu, id -> new ArrayList<>())));
            }
        }
        return values;
    }

    private void add(Pid pid, byte[] data, List<FreezeFrame.Value> values) {
        if (data.length != pid.bytes()) {
            return;
        }
        for (PidValue value : pid.values()) {
            OptionalDouble number = value.value(data, session.scaling());
            if (number.isPresent()) {
                values.add(new FreezeFrame.Value(value.channel(), number.getAsDouble()));
            }
        }
    }

    /// The data of one PID of frame 0, by control unit.
    private Map<Integer, byte[]> ask(int pid)
            throws LinkException, InterruptedException, AdapterRestartedException {
        Map<Integer, byte[]> replies = new TreeMap<>();
        String request = "02%02X00".formatted(pid);
        if (session.requester().request(request) instanceof Outcome.Answered answered) {
            for (ObdReply.Positive positive : answered.positives()) {
                byte[] data = positive.data();
                if (data.length > 2 && (data[0] & 0xFF) == pid && data[1] == 0) {
                    replies.put(positive.ecu(), Arrays.copyOfRange(data, 2, data.length));
                }
            }
        }
        return replies;
    }
}
