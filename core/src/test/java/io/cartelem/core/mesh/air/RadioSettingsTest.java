package io.cartelem.core.mesh.air;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class RadioSettingsTest {

    @Test
    void readsAPresetOfTheNode() {
        RadioSettings settings = RadioSettings.fromNode(true, 6, 0, 0, 0, 3, 0, true, false);
        assertEquals(ModemPreset.SHORT_FAST, settings.preset());
        assertEquals(Region.EU_868, settings.region());
        assertEquals(new Modulation(250_000, 7, 5), settings.modulation());
        assertEquals(360, settings.dutySecondsOfHour());
    }

    @Test
    void letsAHigherCodingRateWinOverThePreset() {
        assertEquals(
                8,
                RadioSettings.fromNode(true, 6, 0, 0, 8, 3, 0, true, false)
                        .modulation()
                        .codingRate());
        assertEquals(
                8,
                RadioSettings.fromNode(true, 7, 0, 0, 5, 3, 0, true, false)
                        .modulation()
                        .codingRate());
    }

    @Test
    void readsSettingsMadeByHand() {
        RadioSettings settings = RadioSettings.fromNode(false, 0, 62, 9, 6, 1, 2, true, false);
        assertNull(settings.preset());
        assertEquals(new Modulation(62_500, 9, 6), settings.modulation());
        assertEquals(3600, settings.dutySecondsOfHour());
    }

    @Test
    void widensPresetsOnTheBandAboveTwoGigahertz() {
        assertEquals(
                812_500,
                RadioSettings.of(Region.LORA_24, ModemPreset.SHORT_FAST)
                        .modulation()
                        .bandwidthHz());
    }

    @Test
    void takesWhatItDoesNotKnowForTheSlowest() {
        RadioSettings settings = RadioSettings.fromNode(true, 77, 0, 0, 0, 99, 900, true, false);
        assertEquals(ModemPreset.VERY_LONG_SLOW.modulation(), settings.modulation());
        assertEquals(Region.UNKNOWN, settings.region());
        assertEquals(36, settings.dutySecondsOfHour());
        assertEquals(7, settings.hopLimit());
    }

    @Test
    void hasNothingToSendWithoutRegionOrTransmitter() {
        assertEquals(0, RadioSettings.of(Region.UNSET, ModemPreset.SHORT_FAST).dutySecondsOfHour());
        assertEquals(
                0, RadioSettings.fromNode(true, 6, 0, 0, 0, 3, 0, false, true).dutySecondsOfHour());
        assertEquals(
                3600,
                RadioSettings.fromNode(true, 6, 0, 0, 0, 3, 0, true, true).dutySecondsOfHour());
    }
}
