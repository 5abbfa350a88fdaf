package io.cartelem.core.obd.diag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.obd.iso.Decode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

class DiagnosticsDecodersTest {

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    @SuppressWarnings("unchecked")
    private static List<String> texts(Decode<List<String>> decode) {
        return (List<String>) assertInstanceOf(Decode.Decoded.class, decode).value();
    }

    @ParameterizedTest
    @CsvSource({
        "0301, P0301",
        "0133, P0133",
        "4035, C0035",
        "8123, B0123",
        "C100, U0100",
        "F3FF, U33FF",
        "3400, P3400",
        "0A80, P0A80",
        "1234, P1234"
    })
    void spellsACode(String bytes, String code) {
        byte[] pair = hex(bytes);
        assertEquals(code, TroubleCodes.code(pair[0], pair[1]));
    }

    @Test
    void readsTheCountedListOfCan() {
        assertEquals(List.of("P0301", "U0100"), texts(TroubleCodes.read(hex("020301C100"), true)));
        assertEquals(List.of(), texts(TroubleCodes.read(hex("00"), true)));
        assertInstanceOf(Decode.Rejected.class, TroubleCodes.read(hex("030301C100"), true));
        assertInstanceOf(Decode.Rejected.class, TroubleCodes.read(new byte[0], true));
    }

    @Test
    void readsTheThreePairsOfOtherBusesWithoutTheirZeros() {
        assertEquals(
                List.of("P0133", "P0301"), texts(TroubleCodes.read(hex("013303010000"), false)));
        assertInstanceOf(Decode.Rejected.class, TroubleCodes.read(hex("0133030100"), false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "P0301; Misfires in cylinder 1",
                "P0420; Catalyst efficiency below threshold, bank 1",
                "U0100; No communication with engine control module A",
                "P1234; Engine or transmission: a code of the manufacturer, see the car's workshop"
                        + " manual",
                "P3123; Engine or transmission: a code of the manufacturer, see the car's workshop"
                        + " manual",
                "P0370; Engine or transmission: ignition fault or misfire",
                "P0499; Engine or transmission: emission control fault",
                "P0599; Engine or transmission: speed, idle control or auxiliary input fault",
                "P0699; Engine or transmission: control module or output circuit fault",
                "P0299; Boost too low",
                "P0009; Engine or transmission: fuel and air metering fault",
                "P0899; Engine or transmission: transmission fault",
                "P0AFF; Engine or transmission: hybrid drive fault",
                "P2FFF; Engine or transmission fault",
                "P3400; Engine or transmission fault",
                "C0999; Chassis fault",
                "B1000; Body: a code of the manufacturer, see the car's workshop manual",
                "U3000; Network fault"
            })
    void tellsTheMeaningOrWhatTheDigitsSay(String code, String meaning) {
        assertEquals(meaning, TroubleCodes.meaning(code));
    }

    @Test
    void knowsTheCommonCodes() {
        assertTrue(TroubleCodes.known() > 450, () -> "" + TroubleCodes.known());
    }

    /// A petrol engine: lamp on, one code, catalyst and EGR not ready.
    @Test
    void readsMonitorReadiness() {
        Readiness petrol = readiness("8107FF81");
        assertTrue(petrol.milOn());
        assertEquals(1, petrol.codes());
        assertFalse(petrol.compressionIgnition());
        assertEquals(11, petrol.monitors().size());
        assertFalse(petrol.ready());
        assertEquals(
                List.of("Catalyst", "EGR or VVT system"),
                petrol.monitors().stream()
                        .filter(monitor -> !monitor.complete())
                        .map(Readiness.Monitor::name)
                        .toList());

        Readiness diesel = readiness("000FEB00");
        assertTrue(diesel.compressionIgnition());
        assertTrue(diesel.ready());
        assertFalse(diesel.milOn());
        assertTrue(
                diesel.monitors().stream()
                        .anyMatch(monitor -> monitor.name().equals("Particulate filter")));
        assertInstanceOf(Decode.Rejected.class, Readiness.read(new byte[3]));
    }

    private static Readiness readiness(String bytes) {
        return (Readiness)
                assertInstanceOf(Decode.Decoded.class, Readiness.read(hex(bytes))).value();
    }

    private static byte[] can(int type, int count, String text) {
        byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1);
        byte[] data = new byte[2 + ascii.length];
        data[0] = (byte) type;
        data[1] = (byte) count;
        System.arraycopy(ascii, 0, data, 2, ascii.length);
        return data;
    }

    @Test
    void readsTheVinOfACanCar() {
        byte[] data = can(2, 1, "1D4GP00R55B123456");
        List<String> vin = texts(VehicleInfoText.read(List.of(data), VehicleInfoText.VIN, true));
        assertEquals(List.of("1D4GP00R55B123456"), vin);
        assertTrue(VehicleInfoText.isVin(vin.getFirst()));
        assertFalse(VehicleInfoText.isVin("1D4GP00R55B12345"));
        assertFalse(VehicleInfoText.isVin("IOQGP00R55B123456"));
    }

    /// The example of the ELM327 data sheet: five lines with three zeros in front.
    @Test
    void joinsTheVinOfAnOlderCar() {
        List<byte[]> lines =
                List.of(
                        hex("020100000031"),
                        hex("020244344750"),
                        hex("020330305235"),
                        hex("020435423132"),
                        hex("020533343536"));
        assertEquals(
                List.of("1D4GP00R55B123456"),
                texts(VehicleInfoText.read(lines, VehicleInfoText.VIN, false)));
        assertInstanceOf(
                Decode.Rejected.class,
                VehicleInfoText.read(
                        List.of(lines.get(0), lines.get(2)), VehicleInfoText.VIN, false));
    }

    @Test
    void splitsSeveralCalibrations() {
        String two = "36128-RAA-A01\0\0\0" + "36129-RAA-A02\0\0\0";
        assertEquals(
                List.of("36128-RAA-A01", "36129-RAA-A02"),
                texts(
                        VehicleInfoText.read(
                                List.of(can(4, 2, two)), VehicleInfoText.CALIBRATION, true)));
        assertInstanceOf(
                Decode.Rejected.class,
                VehicleInfoText.read(List.of(can(4, 3, two)), VehicleInfoText.CALIBRATION, true));
        assertInstanceOf(
                Decode.Rejected.class,
                VehicleInfoText.read(List.of(can(2, 1, "X")), VehicleInfoText.CALIBRATION, true));
    }

    @Test
    void readsTheNameOfAControlUnit() {
        assertEquals(
                List.of("ECM-EngineControl"),
                texts(
                        VehicleInfoText.read(
                                List.of(can(10, 1, "ECM\0-EngineControl\0\0")),
                                VehicleInfoText.UNIT_NAME,
                                true)));
    }
}
