package io.cartelem.server.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscreetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "The file /home/jane/My drives/cartelem.db is damaged.",
                "Port /dev/ttyUSB0 is in use by another program.",
                "/dev/rfcomm0: permission denied",
                "Cannot open (/var/lib/cartelem)",
                "at:/srv/data",
                "open '/tmp/x'",
                "The disk that holds C:\\Users\\Jane\\cartelem.db is full.",
                "Another program is using D:/drives/a.db.",
                "\\\\server\\share\\drives is gone",
                "Port \\\\.\\COM10 cannot be opened",
                "Reading ~/drive.nmea",
                "file:///home/jane/a.db cannot be read",
                "Bad FILE:x"
            })
    void replacesASentenceThatNamesAPlace(String sentence) {
        assertEquals("instead", Discreet.sentence(sentence, "instead"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "The ignition is off.",
                "38 km/h, 3/4 full, and/or more",
                "No answer from tcp://192.168.0.10:35000.",
                "ISO 15765-4 (CAN 11/500)",
                "COM3 is in use by another program.",
                "Ask at https://example.org/help: it says more."
            })
    void leavesOtherSentencesAsTheyAre(String sentence) {
        assertEquals(sentence, Discreet.sentence(sentence, "instead"));
    }

    @ParameterizedTest
    @CsvSource({
        "/dev/ttyUSB0,ttyUSB0",
        "/dev/serial/by-id/usb-ELM_327,usb-ELM_327",
        "\\\\.\\COM10,COM10",
        "/home/jane/drives/lap.nmea,lap.nmea",
        "C:\\drives\\lap.nmea,lap.nmea",
        "tcp://192.168.0.10:35000,tcp://192.168.0.10:35000",
        "COM3,COM3",
        "sim,sim"
    })
    void keepsTheLastNameOfAnAddress(String address, String shown) {
        assertEquals(shown, Discreet.address(address));
    }
}
