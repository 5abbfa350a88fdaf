package io.cartelem.core.can.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cartelem.core.can.dbc.DbcException;
import io.cartelem.core.can.dbc.DbcFile;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;

/// The fast decoder beside one that takes bit after bit and reckons with unlimited numbers, for
/// signals at every place of a frame.
class BitByBitTest {
    private static final String[] FACTORS = {
        "1", "-1", "0.5", "0.1", "0.0625", "0.0062", "1E-3", "0.00999999978", "2.5E2", "0.392156"
    };
    private static final String[] OFFSETS = {"0", "-40", "-67.67", "1000", "0.001", "-1E6"};

    @Test
    void agreesWithADecoderThatTakesBitAfterBit() throws DbcException {
        Random random = new Random(500_000);
        for (int i = 0; i < 20_000; i++) {
            int bytes = random.nextInt(4) == 0 ? 64 : 8;
            int length = 1 + random.nextInt(64);
            int first = random.nextInt(bytes * 8 - length + 1);
            boolean big = random.nextBoolean();
            boolean signed = random.nextBoolean();
            String factor = FACTORS[random.nextInt(FACTORS.length)];
            String offset = OFFSETS[random.nextInt(OFFSETS.length)];
            int start = big ? first / 8 * 8 + 7 - first % 8 : first;
            String text =
                    "BO_ 1 M: %d X\n SG_ S : %d|%d@%d%s (%s,%s) [0|0] \"\" X\n"
                            .formatted(
                                    bytes,
                                    start,
                                    length,
                                    big ? 0 : 1,
                                    signed ? "-" : "+",
                                    factor,
                                    offset);
            Decoded decoded =
                    new Decoded(DbcFile.parse("m.dbc", text.getBytes(StandardCharsets.US_ASCII)));
            byte[] data = new byte[bytes];
            random.nextBytes(data);
            double expected =
                    new BigDecimal(raw(data, first, length, big, signed))
                            .multiply(new BigDecimal(factor))
                            .add(new BigDecimal(offset))
                            .doubleValue();
            double value = Decoded.numbers(decoded.decode("001", data, 1)).get("S");
            double tolerance = length <= 32 ? 4 * Math.ulp(expected) : 1e-12 * Math.abs(expected);
            assertEquals(
                    expected,
                    value,
                    Math.max(tolerance, 1e-9),
                    () -> text + HexFormat.of().formatHex(data));
        }
    }

    private static BigInteger raw(byte[] data, int first, int length, boolean big, boolean signed) {
        BigInteger value = BigInteger.ZERO;
        for (int i = 0; i < length; i++) {
            int at = first + i;
            // big-endian bits count from the highest of each byte, little-endian from the lowest
            int bit = big ? data[at / 8] >> (7 - at % 8) & 1 : data[at / 8] >> at % 8 & 1;
            if (bit == 1) {
                value = value.setBit(big ? length - 1 - i : i);
            }
        }
        return signed && value.testBit(length - 1)
                ? value.subtract(BigInteger.ONE.shiftLeft(length))
                : value;
    }

    @Test
    void givesTheDecimalThatTheFileMeans() throws DbcException {
        String text = "BO_ 1 M: 2 X\n SG_ S : 0|16@1+ (0.1,0) [0|0] \"\" X\n";
        Decoded decoded =
                new Decoded(DbcFile.parse("m.dbc", text.getBytes(StandardCharsets.US_ASCII)));
        for (int raw = 0; raw < 65_536; raw++) {
            byte[] data = {(byte) raw, (byte) (raw >> 8)};
            assertEquals(
                    Double.parseDouble(raw / 10 + "." + raw % 10),
                    Decoded.numbers(decoded.decode("001", data, 1)).get("S"));
        }
    }
}
