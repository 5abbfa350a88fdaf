package io.cartelem.core.obd.pid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.Channel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class PidTableTest {
    private static final PidTable TABLE = PidTable.standard();

    static Stream<PidValue> values() {
        return IntStream.rangeClosed(0, 0xFF)
                .mapToObj(TABLE::pid)
                .flatMap(pid -> pid.stream().flatMap(known -> known.values().stream()));
    }

    private static PidValue value(String name) {
        return TABLE.value(name).orElseThrow();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /// The smallest and largest bytes give the smallest and largest value of the table.
    @ParameterizedTest
    @MethodSource("values")
    void reachesBothEndsOfItsRange(PidValue value) {
        int length = TABLE.pid(value.pid()).orElseThrow().bytes();
        byte[] low = new byte[length];
        byte[] high = new byte[length];
        Arrays.fill(high, (byte) 0xFF);
        if (value.description().contains("two's complement")) {
            low = bytes(0x80, 0x00);
            high = bytes(0x7F, 0xFF);
        }
        if (value.description().contains("= supported")) {
            low[0] = 0x03;
        }
        double tolerance = (value.max() - value.min()) * 1e-4;
        if (value.description().contains("B=255: not used")) {
            assertTrue(value.value(high, Scaling.DEFAULT).isEmpty());
            high[1] = (byte) 0xFE;
            tolerance = 0.8;
        }
        assertEquals(value.min(), value.value(low, Scaling.DEFAULT).orElseThrow(), tolerance);
        assertEquals(value.max(), value.value(high, Scaling.DEFAULT).orElseThrow(), tolerance);
    }

    @Test
    void holdsEveryRowOfItsResources() {
        assertEquals(131, values().count());
        assertEquals(142, IntStream.range(0, 256).filter(i -> TABLE.pid(i).isPresent()).count());
        Set<String> names = new HashSet<>();
        values().forEach(value -> assertTrue(names.add(value.channel().name())));
    }

    @ParameterizedTest
    @CsvSource({
        "0C, RPM, rpm, 0",
        "0D, SPEED, km/h, 0",
        "11, THROTTLE_POS, %, 1",
        "04, ENGINE_LOAD, %, 1",
        "05, COOLANT_TEMP, °C, 0",
        "0F, INTAKE_TEMP, °C, 0",
        "2F, FUEL_LEVEL, %, 1",
        "10, MAF, g/s, 2",
        "0E, TIMING_ADVANCE, °, 0",
        "0A, FUEL_PRESSURE, kPa, 0",
        "5C, engine_oil_temperature, °C, 0",
        "63, engine_reference_torque, N·m, 0",
        "44, commanded_lambda, '', 3"
    })
    void namesChannelsAsOtherToolsDo(String pid, String name, String unit, int decimals) {
        Channel channel = value(name).channel();
        assertEquals(Integer.parseInt(pid, 16), value(name).pid());
        assertEquals(new Channel("obd", name, unit, channel.kind(), decimals), channel);
    }

    @Test
    void findsAValueByBothNamesWithoutRegardToCase() {
        assertEquals(value("RPM"), value("engine_rpm"));
        assertEquals(value("RPM"), value("rpm"));
        assertTrue(TABLE.value("nonsense").isEmpty());
        assertTrue(TABLE.pid(256).isEmpty());
        assertTrue(TABLE.pid(-1).isEmpty());
    }

    @Test
    void inventsNoValueWhoseSensorTheCarDoesNotHave() {
        PidValue first = value("engine_coolant_temperature_1");
        PidValue second = value("engine_coolant_temperature_2");
        byte[] onlyFirst = bytes(0x01, 130, 0);
        assertEquals(90, first.value(onlyFirst, Scaling.DEFAULT).orElseThrow());
        assertEquals(OptionalDouble.empty(), second.value(onlyFirst, Scaling.DEFAULT));

        PidValue gear = value("transmission_actual_gear_ratio");
        assertTrue(gear.value(bytes(0x01, 0, 0x0F, 0xA0), Scaling.DEFAULT).isEmpty());
        assertEquals(4, gear.value(bytes(0x02, 0, 0x0F, 0xA0), Scaling.DEFAULT).orElseThrow());
    }

    @Test
    void keepsTheVoltageWhereTheTrimIsNotUsed() {
        byte[] data = bytes(90, 0xFF);
        assertEquals(0.45, value("o2_b1s2_voltage").value(data, Scaling.DEFAULT).orElseThrow());
        assertTrue(value("o2_b1s2_short_term_trim").value(data, Scaling.DEFAULT).isEmpty());
    }

    @Test
    void stretchesTheRangesThatTheCarTellsInPids4FAnd50() {
        Scaling scaling =
                Scaling.DEFAULT.withRanges(bytes(4, 16, 0, 51)).withAirFlow(bytes(131, 0, 0, 0));
        byte[] half = bytes(0x80, 0, 0x80, 0);
        assertEquals(2, value("o2_s1_lambda_v").value(half, scaling).orElseThrow(), 1e-9);
        assertEquals(8, value("o2_s1_wide_voltage").value(half, scaling).orElseThrow(), 1e-9);
        assertEquals(2, value("o2_s1_lambda_c").value(half, scaling).orElseThrow(), 1e-9);
        assertEquals(0, value("o2_s1_current").value(half, scaling).orElseThrow(), 1e-9);
        assertEquals(2, value("commanded_lambda").value(half, scaling).orElseThrow(), 1e-9);
        assertEquals(
                200,
                value("intake_manifold_pressure").value(bytes(100), scaling).orElseThrow(),
                1e-9);
        assertEquals(1310, value("MAF").value(bytes(0xFF, 0xFF), scaling).orElseThrow(), 1e-6);
        assertEquals(25, value("SPEED").value(bytes(25), scaling).orElseThrow());
        assertEquals(Scaling.DEFAULT, Scaling.DEFAULT.withRanges(new byte[4]));
    }

    @Test
    void namesAreOfferedForHelp() {
        assertTrue(TABLE.names().containsAll(List.of("RPM", "odometer")));
        assertFalse(TABLE.names().contains("engine_rpm"));
    }
}
