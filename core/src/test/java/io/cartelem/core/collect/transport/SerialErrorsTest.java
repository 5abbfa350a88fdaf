package io.cartelem.core.collect.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.transport.LinkException.Reason;
import io.cartelem.core.collect.transport.SerialErrors.Os;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SerialErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "LINUX,1,PERMISSION",
        "LINUX,2,NOT_FOUND",
        "LINUX,5,NOT_FOUND",
        "LINUX,6,NOT_FOUND",
        "LINUX,11,BUSY",
        "LINUX,13,PERMISSION",
        "LINUX,16,BUSY",
        "LINUX,19,NOT_FOUND",
        "LINUX,25,UNSUPPORTED",
        "LINUX,110,UNREACHABLE",
        "LINUX,112,UNREACHABLE",
        "LINUX,22,FAILED",
        "LINUX,0,FAILED",
        "MAC,2,NOT_FOUND",
        "MAC,13,PERMISSION",
        "MAC,16,BUSY",
        "MAC,35,BUSY",
        "MAC,25,UNSUPPORTED",
        "MAC,64,UNREACHABLE",
        "MAC,11,FAILED",
        "WINDOWS,2,NOT_FOUND",
        "WINDOWS,5,BUSY",
        "WINDOWS,32,BUSY",
        "WINDOWS,121,UNREACHABLE",
        "WINDOWS,1167,NOT_FOUND",
        "WINDOWS,87,FAILED"
    })
    void knowsTheSystemsNumbers(Os system, int number, Reason reason) {
        LinkException e = SerialErrors.explain(system, "COM3", number);
        assertEquals(reason, e.reason());
        assertTrue(String.valueOf(e.getMessage()).startsWith("COM3 "), e.getMessage());
    }

    @Test
    void saysWhatToDoAboutAPermission() {
        assertEquals(
                "/dev/ttyUSB0 may not be opened: add yourself to the group dialout (sudo usermod"
                        + " -aG dialout $USER) and log in again",
                SerialErrors.explain(Os.LINUX, "/dev/ttyUSB0", 13).getMessage());
        assertEquals(
                "/dev/cu.usb may not be opened by this user",
                SerialErrors.explain(Os.MAC, "/dev/cu.usb", 13).getMessage());
    }

    @Test
    void keepsTheNumberOfAnErrorItDoesNotKnow() {
        assertEquals(
                "COM3 cannot be opened (error 87 of the system)",
                SerialErrors.explain(Os.WINDOWS, "COM3", 87).getMessage());
    }

    @Test
    void aLineWithoutARateIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> SerialSettings.at(0));
    }
}
