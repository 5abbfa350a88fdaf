package io.cartelem.core.mesh.air;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;

class RadioWarningTest {

    @Test
    void hasNothingToSayAboutGoodSettings() {
        assertEquals(
                List.of(),
                RadioWarning.of(
                        RadioSettings.of(Region.EU_868, ModemPreset.SHORT_FAST),
                        Addressing.BROADCAST,
                        32,
                        false));
    }

    @Test
    void warnsOfANodeAsItComesOutOfTheBox() {
        assertEquals(
                List.of(
                        RadioWarning.REGION_UNSET,
                        RadioWarning.LONG_FAST,
                        RadioWarning.DEFAULT_KEY,
                        RadioWarning.SIGNED_BROADCAST),
                RadioWarning.of(
                        RadioSettings.of(Region.UNSET, ModemPreset.LONG_FAST),
                        Addressing.SIGNED_BROADCAST,
                        1,
                        false));
    }

    @Test
    void warnsOfWhatKeepsValuesFromArriving() {
        RadioSettings settings = RadioSettings.fromNode(true, 1, 0, 0, 0, 3, 0, false, true);
        assertEquals(
                List.of(
                        RadioWarning.TX_DISABLED,
                        RadioWarning.SLOW,
                        RadioWarning.ROUTER_ROLE,
                        RadioWarning.DUTY_OVERRIDE),
                RadioWarning.of(settings, Addressing.UNICAST, 0, true));
        assertTrue(RadioWarning.TX_DISABLED.sentence().contains("disabled"));
    }

    @Test
    void admitsWhatItDoesNotKnow() {
        RadioSettings settings = RadioSettings.fromNode(true, 55, 0, 0, 0, 3, 0, true, false);
        assertEquals(
                List.of(RadioWarning.UNKNOWN_SETTINGS),
                RadioWarning.of(settings, Addressing.BROADCAST, 16, false));
    }
}
