package io.cartelem.core.obd.diag;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.obd.adapter.Adapter;
import io.cartelem.core.obd.adapter.AdapterRestartedException;
import io.cartelem.core.obd.adapter.CarRequester;
import io.cartelem.core.obd.adapter.Outcome;
import io.cartelem.core.obd.diag.DiagnosticsException.Reason;
import io.cartelem.core.obd.iso.Decode;
import io.cartelem.core.obd.iso.ObdReply;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Asks one car for everything that it says about itself (services 01, 02, 03, 07, 09, 0A), and
/// clears its codes (04).
final class VehicleReader {
    private static final int ATTEMPTS = 3;

    private final CarSession session;
    private final CarRequester car;
    private final boolean can;
    private final List<String> remarks = new ArrayList<>();

    VehicleReader(CarSession session) {
        this.session = session;
        this.car = session.requester();
        this.can = car.bus().protocol().can();
    }

    /// Clears, and reads what is left.
    VehicleReport clear()
            throws LinkException,
                    InterruptedException,
                    AdapterRestartedException,
                    DiagnosticsException {
        if (car.request("04") instanceof Outcome.Answered answered
                && !answered.positives().isEmpty()) {
            return read();
        }
        throw new DiagnosticsException(
                Reason.REFUSED,
                "The car did not clear its codes; most cars do so only with the ignition on and the"
                        + " engine off.");
    }

    VehicleReport read()
            throws LinkException,
                    InterruptedException,
                    AdapterRestartedException,
                    DiagnosticsException {
        Map<Integer, Readiness> readiness = readiness();
        if (readiness.isEmpty() && !(car.request("0100") instanceof Outcome.Answered)) {
            throw new DiagnosticsException(
                    Reason.CAR_SILENT, "The car does not answer: is the ignition on?");
        }
        Adapter adapter = car.adapter();
        double volts = adapter.voltage().orElse(Double.NaN);
        String vin = vin();
        List<ControlUnit> units = units(readiness);
        List<TroubleCode> stored = codes("03", "stored trouble codes");
        List<TroubleCode> pending = codes("07", "pending trouble codes");
        List<TroubleCode> permanent = can ? codes("0A", "permanent trouble codes") : List.of();
        List<FreezeFrame> frames = new FreezeFrameReader(session).read();
        return new VehicleReport(
                session.clock().utc(),
                adapter.profile().identity(),
                car.bus().protocol().title(),
                vin,
                volts,
                units,
                stored,
                pending,
                permanent,
                frames,
                remarks);
    }

    /// The codes alone. A car that does not answer has not said that it has none.
    List<TroubleCode> storedAndPending()
            throws LinkException,
                    InterruptedException,
                    AdapterRestartedException,
                    DiagnosticsException {
        List<TroubleCode> stored = codes("03", "stored trouble codes");
        if (!remarks.isEmpty()) {
            throw new DiagnosticsException(Reason.CAR_SILENT, remarks.getFirst());
        }
        List<TroubleCode> all = new ArrayList<>(stored);
        all.addAll(codes("07", "pending trouble codes"));
        return all;
    }

    private Map<Integer, Readiness> readiness()
            throws LinkException, InterruptedException, AdapterRestartedException {
        Map<Integer, Readiness> byEcu = new TreeMap<>();
        for (ObdReply.Positive positive : ask("0101")) {
            byte[] data = positive.data();
            if (data.length == 5
                    && data[0] == 1
                    && Readiness.read(Arrays.copyOfRange(data, 1, 5))
                            instanceof Decode.Decoded<Readiness>(Readiness one)) {
                byEcu.put(positive.ecu(), one);
            }
        }
        return byEcu;
    }

    private @Nullable String vin()
            throws LinkException, InterruptedException, AdapterRestartedException {
        for (List<String> texts : texts(VehicleInfoText.VIN).values()) {
            for (String text : texts) {
                if (VehicleInfoText.isVin(text)) {
                    return text;
                }
                remarks.add("A control unit tells a VIN that is none: '" + text + "'.");
            }
        }
        return null;
    }

    private List<ControlUnit> units(Map<Integer, Readiness> readiness)
            throws LinkException, InterruptedException, AdapterRestartedException {
        Map<Integer, List<String>> calibrations = texts(VehicleInfoText.CALIBRATION);
        Map<Integer, List<String>> names = texts(VehicleInfoText.UNIT_NAME);
        List<ControlUnit> units = new ArrayList<>();
        for (Map.Entry<Integer, BitSet> unit : session.supported().byEcu().entrySet()) {
            int ecu = unit.getKey();
            List<String> name = names.getOrDefault(ecu, List.of());
            units.add(
                    new ControlUnit(
                            hex(ecu),
                            name.isEmpty() ? null : name.getFirst(),
                            calibrations.getOrDefault(ecu, List.of()),
                            unit.getValue().cardinality(),
                            readiness.get(ecu)));
        }
        return units;
    }

    /// The texts of service 09 by control unit.
    private Map<Integer, List<String>> texts(int type)
            throws LinkException, InterruptedException, AdapterRestartedException {
        Map<Integer, List<byte[]>> messages = new TreeMap<>();
        for (ObdReply.Positive positive : ask("09%02X".formatted(type))) {
            messages.computeIfAbsent(positive.ecu(), ecu -> new ArrayList<>()).add(positive.data());
        }
        Map<Integer, List<String>> texts = new TreeMap<>();
        messages.forEach(
                (ecu, data) -> {
                    switch (VehicleInfoText.read(data, type, can)) {
                        case Decode.Decoded<List<String>>(List<String> items) ->
                                texts.put(ecu, items);
                        case Decode.Incomplete<List<String>>(String reason, byte[] bytes) ->
                                remark(ecu, reason);
                        case Decode.Rejected<List<String>>(String reason, byte[] bytes) ->
                                remark(ecu, reason);
                    }
                });
        return texts;
    }

    private List<TroubleCode> codes(String service, String what)
            throws LinkException, InterruptedException, AdapterRestartedException {
        Outcome outcome = car.request(service);
        for (int i = 1; i < ATTEMPTS && isDamaged(outcome); i++) {
            outcome = car.request(service);
        }
        if (!(outcome instanceof Outcome.Answered answered) || answered.positives().isEmpty()) {
            remarks.add("The car does not tell " + what + ".");
            return List.of();
        }
        if (!answered.whole()) {
            remarks.add("A part of the " + what + " came damaged; some may be missing.");
        }
        List<TroubleCode> codes = new ArrayList<>();
        for (ObdReply.Positive positive : answered.positives()) {
            switch (TroubleCodes.read(positive.data(), can)) {
                case Decode.Decoded<List<String>>(List<String> found) ->
                        found.forEach(code -> codes.add(troubleCode(code, positive.ecu())));
                case Decode.Incomplete<List<String>>(String reason, byte[] bytes) ->
                        remark(positive.ecu(), reason);
                case Decode.Rejected<List<String>>(String reason, byte[] bytes) ->
                        remark(positive.ecu(), reason);
            }
        }
        return codes;
    }

    /// Whether one control unit's answer is there, and another one's or a part of it is lost.
    private static boolean isDamaged(Outcome outcome) {
        return outcome instanceof Outcome.Answered answered && !answered.whole();
    }

    private List<ObdReply.Positive> ask(String request)
            throws LinkException, InterruptedException, AdapterRestartedException {
        return car.request(request) instanceof Outcome.Answered answered
                ? answered.positives()
                : List.of();
    }

    private void remark(int ecu, String reason) {
        remarks.add("Control unit %s: %s.".formatted(hex(ecu), reason));
    }

    static TroubleCode troubleCode(String code, int ecu) {
        return new TroubleCode(code, TroubleCodes.meaning(code), hex(ecu));
    }

    private static String hex(int ecu) {
        return "%X".formatted(ecu);
    }
}
