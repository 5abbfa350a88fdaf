package io.cartelem.core.mesh.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.Channel;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

class RadioSchemaTest {

    @Test
    void describesItselfAndIsReadBack() {
        Random random = new Random(5);
        for (int i = 0; i < 1_000; i++) {
            RadioSchema schema = RandomSchemas.schema(random);
            RadioSchema read = Descriptions.read(schema.description()).orElseThrow();
            assertEquals(schema, read);
            assertEquals(schema.hash(), read.hash());
            assertEquals(schema.channels(), read.channels());
        }
    }

    @Test
    void describesBuiltInChannelsInAByteEach() {
        assertEquals(12, Reference.SCHEMA.description().length);
    }

    @Test
    void readsOnlyWholeDescriptions() {
        byte[] whole = RandomSchemas.schema(new Random(3)).description();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertEquals(Optional.empty(), Descriptions.read(cut));
        }
        assertEquals(
                Optional.empty(),
                Descriptions.read(java.util.Arrays.copyOf(whole, whole.length + 1)));
    }

    @Test
    void refusesDescriptionsOfNonsense() {
        assertEquals(Optional.empty(), Descriptions.read(new byte[] {0}));
        assertEquals(Optional.empty(), Descriptions.read(new byte[] {2, 1, 1}));
        assertEquals(Optional.empty(), Descriptions.read(new byte[] {1, 127}));
        assertEquals(Optional.empty(), Descriptions.read(new byte[] {1, (byte) 0x83}));
        assertEquals(
                Optional.empty(), Descriptions.read(new byte[] {1, (byte) 0x82, 1, 'a', 0, 15}));
        assertEquals(
                Optional.empty(),
                Descriptions.read(new byte[] {1, (byte) 0x82, 1, (byte) 0xFF, 0, 20}));
        assertEquals(
                Optional.empty(), Descriptions.read(new byte[] {1, (byte) 0x82, 1, '\n', 0, 20}));
        assertEquals(
                Optional.empty(), Descriptions.read(new byte[] {1, (byte) 0x82, 50, 'a', 0, 20}));
    }

    @Test
    void keepsTheMostImportantChannelsThatFit() {
        List<RadioChannel> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add(
                    RadioChannel.of(Channel.number("sensor", "a_rather_long_name_" + i, "kPa", 1)));
        }
        RadioSchema schema = RadioSchema.fitting(many);
        assertTrue(schema.description().length <= RadioSchema.MAX_DESCRIPTION);
        assertEquals(many.getFirst(), schema.channels().getFirst());
        assertThrows(IllegalArgumentException.class, () -> RadioSchema.of(many));
        assertThrows(IllegalArgumentException.class, () -> RadioSchema.of(List.of()));
    }

    @Test
    void takesTheFirstOfTwoChannelsWithOneName() {
        RadioChannel rpm = Reference.builtIn("obd", "RPM");
        RadioChannel other = RadioChannel.ranged("RPM", "rpm", 0, 20_000, 0);
        assertEquals(List.of(rpm), RadioSchema.fitting(List.of(rpm, other)).channels());
        assertEquals(
                OptionalInt.of(1),
                RadioSchema.of(List.of(rpm, other.named("dyno_RPM"))).indexOf("dyno_RPM"));
        assertEquals(OptionalInt.empty(), RadioSchema.of(List.of(rpm)).indexOf("SPEED"));
    }

    @Test
    void changesItsHashWithTheOrder() {
        List<RadioChannel> channels = Reference.SCHEMA.channels();
        assertNotEquals(Reference.SCHEMA.hash(), RadioSchema.of(channels.reversed()).hash());
        assertEquals(Reference.SCHEMA.hash() & 0xFFF, Reference.SCHEMA.id());
    }

    @Test
    void givesEveryBuiltInItsNumberAndAName() {
        assertEquals(27, BuiltIns.all().size());
        BuiltIns.all()
                .forEach(
                        (code, channel) -> {
                            assertEquals(Optional.of(code), BuiltIns.codeOf(channel));
                            assertEquals(
                                    Channel.number(
                                            "meshtastic",
                                            channel.name(),
                                            channel.unit(),
                                            channel.channel().decimals()),
                                    channel.channel());
                        });
    }

    @Test
    void shortensWhatIsTooLongForTheAir() {
        RadioChannel channel = RadioChannel.of(Channel.number("x", "ü".repeat(30), "Einheiten", 2));
        assertEquals("ü".repeat(20), channel.name());
        assertThrows(IllegalArgumentException.class, () -> RadioChannel.ranged("", "", 0, 1, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> RadioChannel.ranged("x", "a unit without end", 0, 1, 0));
        assertThrows(
                IllegalArgumentException.class, () -> RadioChannel.ranged("x", "", -3e9, 1, 0));
    }
}
