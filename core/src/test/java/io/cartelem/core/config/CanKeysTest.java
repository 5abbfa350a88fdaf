package io.cartelem.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

class CanKeysTest {
    private static ConfigLoader.Result load(String key, String value) {
        return new ConfigLoader().commandLine(Map.of(key, value)).load();
    }

    @Test
    void readsOneFileOrOneForEachBus() {
        assertEquals(
                List.of(new DbcPath("", Path.of("my car.dbc"))),
                load("CAN_DBC", "my car.dbc").configuration().get(CanKeys.CAN_DBC));
        assertEquals(
                List.of(
                        new DbcPath("can0", Path.of("engine.dbc")),
                        new DbcPath("can1", Path.of("body.dbc"))),
                load("CAN_DBC", "can0=engine.dbc, can1 = body.dbc")
                        .configuration()
                        .get(CanKeys.CAN_DBC));
        assertEquals(List.of(), load("CAN_DBC", "").configuration().get(CanKeys.CAN_DBC));
    }

    @Test
    void knowsBitratesByTheirNumbersAndWithK() {
        assertEquals(
                OptionalInt.of(500_000),
                load("CAN_BITRATE", "500k").configuration().get(CanKeys.CAN_BITRATE));
        assertTrue(load("CAN_BITRATE", "auto").configuration().get(CanKeys.CAN_BITRATE).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "CAN_DBC,can0=",
        "CAN_DBC,can.0=x.dbc",
        "'CAN_DBC','a.dbc,b.dbc'",
        "CAN_BITRATE,123456",
        "CAN_BITRATE,fast",
        "CAN_PORT,gpsd://localhost",
        "CAN_LISTEN_ONLY,perhaps"
    })
    void namesWhatIsWrong(String key, String value) {
        assertFalse(load(key, value).problems().isEmpty());
    }
}
