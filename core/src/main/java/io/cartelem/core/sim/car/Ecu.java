package io.cartelem.core.sim.car;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A control unit that answers emission-related diagnostic requests (SAE J1979, ISO 15031-5) about
/// the car. Safe on any thread.
public final class Ecu {
    private static final int CURRENT_DATA = 0x01;
    private static final int FREEZE_FRAME = 0x02;
    private static final int STORED_CODES = 0x03;
    private static final int CLEAR = 0x04;
    private static final int PENDING_CODES = 0x07;
    private static final int VEHICLE_INFORMATION = 0x09;
    private static final int PERMANENT_CODES = 0x0A;
    private static final int NEGATIVE = 0x7F;
    private static final int SERVICE_NOT_SUPPORTED = 0x11;
    private static final int SUB_FUNCTION_NOT_SUPPORTED = 0x12;
    private static final int CODES_PER_LEGACY_MESSAGE = 3;

    /// The list of frozen parameters when there is nothing but the question which code froze them.
    private static final int ONLY_PID_02 = 0x4000_0000;

    /// Which unit of the car it is, and where it is on the bus.
    public enum Role {
        ENGINE(0x7E0, 0x10),
        TRANSMISSION(0x7E1, 0x18);

        private final int canRequest;
        private final int address;

        Role(int canRequest, int address) {
            this.canRequest = canRequest;
            this.address = address;
        }

        /// The 11-bit identifier it listens to besides the functional 7DF.
        public int canRequestId() {
            return canRequest;
        }

        /// The 11-bit identifier it answers with.
        public int canReplyId() {
            return canRequest + 8;
        }

        /// Its address in 29-bit identifiers and in the headers of the older buses.
        public int address() {
            return address;
        }
    }

    private final Role role;
    private final Map<Integer, PidTable.Encoder> pids;
    private final Map<Integer, byte[]> information;
    private final int mostPids;
    private final TroubleMemory memory = new TroubleMemory();
    private final TruthJournal journal;

    Ecu(
            Role role,
            Map<Integer, PidTable.Encoder> pids,
            Map<Integer, byte[]> information,
            int mostPids,
            TruthJournal journal) {
        this.role = role;
        this.pids = pids;
        this.information = information;
        this.mostPids = mostPids;
        this.journal = journal;
    }

    public Role role() {
        return role;
    }

    public TroubleMemory memory() {
        return memory;
    }

    /// The parameters it answers in mode 01, without the lists of supported ones.
    public List<Integer> supportedPids() {
        return pids.keySet().stream().filter(pid -> pid % 0x20 != 0).sorted().toList();
    }

    /// What it answers.
    ///
    /// @param request service and parameters, without any framing
    /// @param functional whether the request goes to every unit: then what is not supported is met
    ///   with silence, not with a negative reply
    /// @param can whether the bus is CAN; the older ones need several short messages
    /// @param timeNs the clock's time, for the journal
    /// @return messages in their order, none for silence
    public List<byte[]> answer(
            byte[] request, boolean functional, boolean can, CarState state, long timeNs) {
        if (request.length == 0 || !state.ignition()) {
            return List.of();
        }
        int service = request[0] & 0xFF;
        List<byte[]> answer =
                switch (service) {
                    case CURRENT_DATA -> current(request, can, state, timeNs);
                    case FREEZE_FRAME -> freezeFrame(request, timeNs);
                    case STORED_CODES -> codes(service, memory.content().stored(), can, timeNs);
                    case PENDING_CODES -> codes(service, memory.content().pending(), can, timeNs);
                    case PERMANENT_CODES ->
                            can
                                    ? codes(service, memory.content().permanent(), true, timeNs)
                                    : List.of();
                    case CLEAR -> {
                        memory.clear(state);
                        journal(CLEAR, -1, new byte[0], timeNs);
                        yield List.of(PidTable.bytes(CLEAR + 0x40));
                    }
                    case VEHICLE_INFORMATION -> information(request, can, timeNs);
                    default -> List.of(PidTable.bytes(NEGATIVE, service, SERVICE_NOT_SUPPORTED));
                };
        boolean negative = !answer.isEmpty() && (answer.getFirst()[0] & 0xFF) == NEGATIVE;
        if (functional) {
            return negative ? List.of() : answer;
        }
        return answer.isEmpty()
                ? List.of(PidTable.bytes(NEGATIVE, service, SUB_FUNCTION_NOT_SUPPORTED))
                : answer;
    }

    private List<byte[]> current(byte[] request, boolean can, CarState state, long timeNs) {
        int asked = request.length - 1;
        if (asked < 1 || asked > (can ? mostPids : 1)) {
            return List.of();
        }
        PidTable.Source source = new PidTable.Source(state, memory.content());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(CURRENT_DATA + 0x40);
        for (int i = 1; i < request.length; i++) {
            int pid = request[i] & 0xFF;
            PidTable.Encoder encoder = pids.get(pid);
            if (encoder != null) {
                byte[] data = encoder.encode(source);
                journal(CURRENT_DATA, pid, data, timeNs);
                out.write(pid);
                out.writeBytes(data);
            }
        }
        return out.size() == 1 ? List.of() : List.of(out.toByteArray());
    }

    private List<byte[]> freezeFrame(byte[] request, long timeNs) {
        if (request.length < 2 || (request.length > 2 && request[2] != 0)) {
            return List.of();
        }
        int pid = request[1] & 0xFF;
        TroubleMemory.Content content = memory.content();
        CarState frozen = content.freezeFrame();
        byte[] data;
        if (pid == 0x02) {
            int code = frozen == null ? 0 : TroubleMemory.bytesOf(content.stored().getFirst());
            data = PidTable.number(code, 2);
        } else if (pid == 0x00 && frozen == null) {
            data = PidTable.number(ONLY_PID_02, 4);
        } else {
            PidTable.Encoder encoder = pids.get(pid);
            // 01 is about the present, never frozen
            if (encoder == null || pid == 0x01 || frozen == null) {
                return List.of();
            }
            data = encoder.encode(new PidTable.Source(frozen, content));
            if (pid == 0x00) {
                data[0] = (byte) ((data[0] & 0x7F) | (ONLY_PID_02 >> 24));
            }
        }
        journal(FREEZE_FRAME, pid, data, timeNs);
        return List.of(joined(PidTable.bytes(FREEZE_FRAME + 0x40, pid, 0), data));
    }

    private List<byte[]> codes(int service, List<String> codes, boolean can, long timeNs) {
        ByteArrayOutputStream pairs = new ByteArrayOutputStream();
        for (String code : codes) {
            pairs.writeBytes(PidTable.number(TroubleMemory.bytesOf(code), 2));
        }
        byte[] data = pairs.toByteArray();
        journal(service, -1, data, timeNs);
        if (can) {
            return List.of(joined(PidTable.bytes(service + 0x40, codes.size()), data));
        }
        List<byte[]> messages = new ArrayList<>();
        int step = 2 * CODES_PER_LEGACY_MESSAGE;
        for (int from = 0; from < Math.max(1, data.length); from += step) {
            byte[] padded = Arrays.copyOfRange(data, from, from + step);
            messages.add(joined(PidTable.bytes(service + 0x40), padded));
        }
        return messages;
    }

    private List<byte[]> information(byte[] request, boolean can, long timeNs) {
        if (request.length != 2) {
            return List.of();
        }
        int type = request[1] & 0xFF;
        byte[] data = information.get(type);
        if (data == null) {
            return List.of();
        }
        journal(VEHICLE_INFORMATION, type, data, timeNs);
        int reply = VEHICLE_INFORMATION + 0x40;
        if (type == 0) {
            return List.of(joined(PidTable.bytes(reply, type), data));
        }
        if (can) {
            return List.of(joined(PidTable.bytes(reply, type, 1), data));
        }
        List<byte[]> messages = new ArrayList<>();
        int padding = (4 - data.length % 4) % 4;
        byte[] padded = joined(new byte[padding], data);
        for (int from = 0; from < padded.length; from += 4) {
            messages.add(
                    joined(
                            PidTable.bytes(reply, type, from / 4 + 1),
                            Arrays.copyOfRange(padded, from, from + 4)));
        }
        return messages;
    }

    /// What service 09 tells, by its type; the list of types is made from it.
    ///
    /// @param vin empty for a unit that does not know it
    static Map<Integer, byte[]> information(String vin, String calibration, int cvn, String name) {
        Map<Integer, byte[]> types = new TreeMap<>();
        if (!vin.isEmpty()) {
            types.put(0x02, vin.getBytes(StandardCharsets.US_ASCII));
        }
        types.put(0x04, padded(calibration, 16));
        types.put(0x06, PidTable.number(cvn, 4));
        types.put(0x0A, padded(name, 20));
        int supported = types.keySet().stream().mapToInt(type -> 1 << (32 - type)).sum();
        types.put(0x00, PidTable.number(supported, 4));
        return types;
    }

    private static byte[] padded(String text, int length) {
        return Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), length);
    }

    private void journal(int service, int pid, byte[] data, long timeNs) {
        journal.add(new TruthJournal.Entry(timeNs, role, service, pid, data));
    }

    private static byte[] joined(byte[] head, byte[] tail) {
        byte[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }
}
