package io.cartelem.core.obd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.obd.diag.Readiness;
import io.cartelem.core.obd.diag.TroubleCodes;
import io.cartelem.core.obd.diag.VehicleInfoText;
import io.cartelem.core.obd.elm.ElmReply;
import io.cartelem.core.obd.elm.HeaderForm;
import io.cartelem.core.obd.elm.Hex;
import io.cartelem.core.obd.elm.Protocol;
import io.cartelem.core.obd.elm.ReplyReader;
import io.cartelem.core.obd.iso.Decode;
import io.cartelem.core.obd.iso.Message;
import io.cartelem.core.obd.iso.ObdReply;
import io.cartelem.core.obd.pid.Mode01Reader;
import io.cartelem.core.obd.pid.PidData;
import io.cartelem.core.obd.pid.PidTable;
import io.cartelem.core.obd.pid.PidValue;
import io.cartelem.core.obd.pid.Scaling;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/// A hundred thousand damaged replies: none throws, and no value comes from bytes that were not
/// there.
class DecoderFuzzTest {
    private static final int MUTATIONS = 100_000;
    private static final Set<Integer> ASKED = Set.of(0x04, 0x05, 0x06, 0x0B, 0x0C, 0x0D);

    private record Seed(HeaderForm form, String reply) {}

    private static final List<Seed> SEEDS =
            List.of(
                    new Seed(HeaderForm.CAN_11, "010C\r7E804410C1AF8\r7E904410C1AF8\r\r"),
                    new Seed(HeaderForm.CAN_11, "SEARCHING...7E8064100BE3FA813\r\r"),
                    new Seed(
                            HeaderForm.CAN_11,
                            "7E8100A41043F05440B\r7E9037F0112\r7E821210C17B8000000\r\r"),
                    new Seed(HeaderForm.CAN_29, "18DAF11004410C1AF8\r18DAF11803410D00\r\r"),
                    new Seed(HeaderForm.ISO_9141, "BUS INIT: ...OK\r48 6B 10 41 0C 1A F8 22\r\r"),
                    new Seed(HeaderForm.KWP, "84 F1 10 41 0C 1A F8 E4\r\r"),
                    new Seed(HeaderForm.J1850, "41 6B 10 41 00 BE 3E B8 11 90\r\r"),
                    new Seed(
                            HeaderForm.PLAIN_CAN,
                            "00A\r0: 41 04 3F 05 44 0B\r1: 21 0C 17 B8 00 00 00\r\r"),
                    new Seed(HeaderForm.PLAIN, "41 0C 1A F8\rNO DATA\r7F 01 12\r\r"));

    @Test
    void neverThrowsAndNeverInventsAValue() {
        Random random = new Random(20_261_123);
        Mode01Reader reader = new Mode01Reader(PidTable.standard(), false);
        int values = 0;
        int refusals = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            Seed seed = SEEDS.get(i % SEEDS.size());
            byte[] damaged = mutate(seed.reply(), random);
            ElmReply reply = ElmReply.parse("010C", damaged, true, 0, 1);
            String bytes = digits(reply.data());
            reply.data().forEach(Protocol::ofFrame);
            reply.lines().forEach(Protocol::ofAnswer);
            for (Decode<Message> decoded : ReplyReader.messages(reply.data(), seed.form())) {
                if (decoded instanceof Decode.Decoded<Message>(Message message)) {
                    values += readings(message, reader, bytes);
                } else {
                    refusals++;
                }
            }
        }
        assertTrue(values > 10_000, "most damages leave something to read: " + values);
        assertTrue(refusals > 10_000, "and most are noticed: " + refusals);
    }

    private static int readings(Message message, Mode01Reader reader, String bytes) {
        diagnose(message.payload());
        int count = 0;
        if (ObdReply.read(message, 1)
                        instanceof Decode.Decoded<ObdReply>(ObdReply.Positive positive)
                && reader.read(positive.data(), ASKED)
                        instanceof Decode.Decoded<List<PidData>>(List<PidData> found)) {
            for (PidData data : found) {
                assertTrue(ASKED.contains(data.pid().number()));
                assertEquals(data.pid().bytes(), data.bytes().length);
                assertTrue(appears(HexFormat.of().withUpperCase().formatHex(data.bytes()), bytes));
                for (PidValue value : data.pid().values()) {
                    double number = value.value(data.bytes(), Scaling.DEFAULT).orElseThrow();
                    assertTrue(number >= value.min() - 0.01 && number <= value.max() + 0.01);
                    count++;
                }
            }
        }
        return count;
    }

    /// The digits of a value stand in the reply, one behind the other, perhaps with a frame's
    /// control bytes between.
    private static boolean appears(String value, String bytes) {
        int at = 0;
        for (int i = 0; i < bytes.length() && at < value.length(); i++) {
            at += bytes.charAt(i) == value.charAt(at) ? 1 : 0;
        }
        return at == value.length();
    }

    /// The other decoders get the same bytes; whatever they make of them, they do not throw.
    private static void diagnose(byte[] payload) {
        TroubleCodes.read(payload, true);
        TroubleCodes.read(payload, false);
        Readiness.read(payload);
        VehicleInfoText.read(List.of(payload, payload), VehicleInfoText.VIN, true);
        VehicleInfoText.read(List.of(payload, payload), VehicleInfoText.CALIBRATION, false);
    }

    private static String digits(List<String> lines) {
        return Hex.compact(String.join("", lines)).toUpperCase(Locale.ROOT);
    }

    private static byte[] mutate(String reply, Random random) {
        byte[] bytes = reply.getBytes(StandardCharsets.ISO_8859_1);
        for (int n = random.nextInt(3); n >= 0; n--) {
            int at = random.nextInt(Math.max(bytes.length, 1));
            bytes =
                    switch (random.nextInt(5)) {
                        case 0 -> flip(bytes, at, random);
                        case 1 -> concat(bytes, at, new byte[0], at + 1);
                        case 2 -> concat(bytes, at, new byte[] {(byte) random.nextInt(256)}, at);
                        case 3 -> concat(bytes, at, new byte[0], bytes.length);
                        default -> concat(bytes, at, bytes, at);
                    };
        }
        return bytes;
    }

    private static byte[] flip(byte[] bytes, int at, Random random) {
        byte[] flipped = bytes.clone();
        if (flipped.length > 0) {
            flipped[at] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private static byte[] concat(byte[] bytes, int until, byte[] middle, int from) {
        int start = Math.min(from, bytes.length);
        byte[] joined = new byte[until + middle.length + bytes.length - start];
        int head = Math.min(until, bytes.length);
        System.arraycopy(bytes, 0, joined, 0, head);
        System.arraycopy(middle, 0, joined, head, middle.length);
        System.arraycopy(bytes, start, joined, head + middle.length, bytes.length - start);
        return Arrays.copyOf(joined, head + middle.length + bytes.length - start);
    }
}
