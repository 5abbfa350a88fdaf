package io.cartelem.persistence.chunk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/// Columns come back bit by bit, are as small as they are meant to be, and no damage goes
/// unnoticed.
class ChunkCodecTest {
    private static final int MANY = 1024;

    private static long[] times(int count, java.util.function.IntToLongFunction time) {
        long[] us = new long[count];
        Arrays.setAll(us, time);
        return us;
    }

    private static double[] numbers(int count, IntToDoubleFunction number) {
        double[] values = new double[count];
        Arrays.setAll(values, number);
        return values;
    }

    private static int sizeOf(long[] us) throws DamagedChunkException {
        byte[] bytes = TimeCodec.encode(us, 0, us.length);
        assertArrayEquals(us, TimeCodec.decode(bytes));
        return bytes.length;
    }

    private static int sizeOf(double[] values) throws DamagedChunkException {
        byte[] bytes = NumberCodec.encode(values, 0, values.length, null);
        NumberColumn column = NumberCodec.decode(bytes);
        assertEquals(values.length, column.values().length);
        for (int i = 0; i < values.length; i++) {
            assertEquals(
                    Double.doubleToLongBits(values[i]),
                    Double.doubleToRawLongBits(column.values()[i]),
                    "at " + i);
        }
        assertNull(column.qualities());
        return bytes.length;
    }

    private static void assertTexts(String... texts) throws DamagedChunkException {
        byte[] bytes = TextCodec.encode(texts, 0, texts.length, null);
        assertArrayEquals(texts, TextCodec.decode(bytes).texts());
    }

    @Test
    void writesTheBytesThatTheFormatNames() {
        HexFormat hex = HexFormat.of();
        assertEquals(
                "1103" + "00" + "d00f" + "00" + "b223f934",
                hex.formatHex(TimeCodec.encode(new long[] {1000, 1000, 1000}, 0, 3)));
        String steady = hex.formatHex(TimeCodec.encode(new long[] {0, 10, 20, 30}, 0, 4));
        assertEquals("1104" + "01" + "00" + "0a" + "02" + "00", steady.substring(0, 14));
        String half = hex.formatHex(NumberCodec.encode(new double[] {0.5, 1.5}, 0, 2, null));
        assertEquals(
                "1202" + "00" + "01" + "01" + "0a" + "0a" + "02" + "00", half.substring(0, 18));
    }

    @Test
    void readsAColumnWrittenByHand() throws Exception {
        // order 0, base 5, step 2, one block: min 1, width 2, j - 1 = 0, 3, 2 from the lowest bit
        // up
        ByteWriter byHand = ByteWriter.column(0x11, 4, 64);
        for (int octet : new int[] {0x00, 0x0a, 0x02, 0x02, 0x02, 0b10_11_00}) {
            byHand.octet(octet);
        }
        assertArrayEquals(new long[] {5, 7, 13, 11}, TimeCodec.decode(byHand.sealed()));
    }

    @Test
    void keepsAwkwardTimes() throws Exception {
        sizeOf(new long[] {0});
        sizeOf(new long[] {-1});
        sizeOf(new long[] {5, 5, 5, 5});
        sizeOf(new long[] {10, 9, 8, 7, 1_000_000, 3});
        sizeOf(new long[] {1, 2});
        sizeOf(new long[] {-9_223_372_036_854_775L, 9_223_372_036_854_775L, 0});
        sizeOf(times(65, i -> i == 64 ? -1 : i));
    }

    @Test
    void keepsAwkwardNumbers() throws Exception {
        double[] awkward = {
            0.0,
            -0.0,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            -Double.MAX_VALUE,
            0.1,
            1 / 3.0,
            0x1p53,
            0x1p53 + 2,
            1e300
        };
        sizeOf(awkward);
        for (double value : awkward) {
            sizeOf(new double[] {value});
            sizeOf(numbers(100, _ -> value));
            sizeOf(numbers(100, i -> i == 50 ? value : i));
            sizeOf(numbers(100, i -> i == 0 ? value : i * 0.25));
            sizeOf(numbers(100, i -> i == 99 || i == 98 ? value : i / 10.0));
        }
    }

    @Test
    void givesNoBitToWhatDoesNotChange() throws Exception {
        assertTrue(sizeOf(times(MANY, i -> 1_000_000L + i * 10_000L)) < 80);
        assertTrue(sizeOf(numbers(MANY, _ -> 0.392156862745098)) < 40);
        assertTrue(sizeOf(numbers(MANY, _ -> 25)) < 20);
    }

    @Test
    void takesABitLessThanDifferencesOfDifferencesForJitter() throws Exception {
        Random random = new Random(1);
        long[] jittery = times(MANY, i -> i * 10_000L + random.nextInt(300));
        assertTrue(sizeOf(jittery) < MANY * 10.8 / 8 + 60);
    }

    @Test
    void findsTheScaleOfEitherKindOfDecoder() throws Exception {
        Random random = new Random(2);
        long[] raw = times(MANY, _ -> 5_000 + random.nextInt(128));
        assertTrue(sizeOf(numbers(MANY, i -> raw[i] / 10.0)) < MANY + 100);
        assertTrue(sizeOf(numbers(MANY, i -> raw[i] * 0.1)) < MANY + 100);
        assertTrue(sizeOf(numbers(MANY, i -> raw[i] * 0.25)) < MANY + 100, "steps of a quarter");
        assertTrue(sizeOf(numbers(MANY, i -> raw[i] / 1e7)) < MANY + 100);
        assertTrue(sizeOf(numbers(MANY, i -> i % 40 == 3 ? Double.NaN : raw[i] / 10.0)) < 1500);
    }

    @Test
    void keepsADictionaryWhereValuesAreFewButNotDecimal() throws Exception {
        Random random = new Random(3);
        assertTrue(sizeOf(numbers(MANY, _ -> random.nextInt(100) * 100 / 255.0)) < 1_900);
    }

    @Test
    void keepsFloatsInHalfTheRoom() throws Exception {
        Random random = new Random(4);
        assertTrue(sizeOf(numbers(MANY, _ -> random.nextFloat() * 1e-20f)) < MANY * 4 + 20);
        assertTrue(sizeOf(numbers(MANY, _ -> random.nextGaussian())) < MANY * 8 + 20);
    }

    @Test
    void keepsTexts() throws Exception {
        assertTexts("");
        assertTexts("a", "a", "b", "", "a", "😀", "line\nfeed\0nul", "é");
        String[] nmea = new String[300];
        Arrays.setAll(nmea, i -> "$GPGGA,12%04d.00,4717.11%03d,N".formatted(i, i * 7 % 1000));
        byte[] bytes = TextCodec.encode(nmea, 0, nmea.length, null);
        assertArrayEquals(nmea, TextCodec.decode(bytes).texts());
        assertTrue(bytes.length < 300 * 15, bytes.length + " bytes for repeating texts");
        assertEquals(
                "?",
                TextCodec.decode(TextCodec.encode(new String[] {"\ud800"}, 0, 1, null)).texts()[0]);
    }

    @Test
    void keepsQualitiesAsRuns() throws Exception {
        byte[] qualities = new byte[300];
        Arrays.fill(qualities, 10, 20, (byte) 2);
        qualities[299] = 1;
        byte[] bytes = NumberCodec.encode(new double[300], 0, 300, qualities);
        assertArrayEquals(qualities, NumberCodec.decode(bytes).qualities());
        String[] texts = new String[300];
        Arrays.fill(texts, "x");
        bytes = TextCodec.encode(texts, 0, 300, qualities);
        assertArrayEquals(qualities, TextCodec.decode(bytes).qualities());
        assertNull(
                NumberCodec.decode(NumberCodec.encode(new double[9], 0, 9, new byte[9]))
                        .qualities());
    }

    @Test
    void encodesAPartOfAnArray() throws Exception {
        double[] values = numbers(100, i -> i * 0.1);
        NumberColumn column = NumberCodec.decode(NumberCodec.encode(values, 30, 40, null));
        assertArrayEquals(Arrays.copyOfRange(values, 30, 70), column.values());
        long[] us = times(100, i -> (long) i * i);
        assertArrayEquals(
                Arrays.copyOfRange(us, 99, 100), TimeCodec.decode(TimeCodec.encode(us, 99, 1)));
    }

    @Test
    void roundTripsWhateverComes() throws Exception {
        Random random = new Random(20261123);
        for (int round = 0; round < 3_000; round++) {
            int count = 1 + random.nextInt(200);
            int bits = random.nextInt(54);
            long mask = (1L << bits) - 1;
            sizeOf(times(count, _ -> (random.nextLong() & mask) - (mask >>> 1)));
            int kind = random.nextInt(6);
            double scale = Math.pow(10, -random.nextInt(9));
            int range = 1 + random.nextInt(100_000);
            sizeOf(
                    numbers(
                            count,
                            i ->
                                    switch (kind) {
                                        case 0 -> Double.longBitsToDouble(random.nextLong());
                                        case 1 -> random.nextInt(range) * scale;
                                        case 2 -> random.nextInt(range) / Math.rint(1 / scale);
                                        case 3 -> random.nextInt(12) * 100 / 255.0;
                                        case 4 -> random.nextInt(9) == 0 ? Double.NaN : i * scale;
                                        default -> random.nextFloat();
                                    }));
        }
    }

    @Test
    void noticesEveryDamage() throws Exception {
        Random random = new Random(7);
        byte[][] columns = {
            TimeCodec.encode(times(200, i -> i * 1000L + random.nextInt(50)), 0, 200),
            NumberCodec.encode(numbers(200, i -> i * 0.1), 0, 200, new byte[200]),
            NumberCodec.encode(numbers(200, i -> i % 5 / 3.0), 0, 200, null),
            TextCodec.encode(new String[] {"a", "b", "a"}, 0, 3, new byte[] {0, 1, 2})
        };
        for (byte[] column : columns) {
            for (int i = 0; i < 2_000; i++) {
                byte[] damaged = column.clone();
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                assertThrows(DamagedChunkException.class, () -> decode(column[0], damaged));
            }
            for (int length = 0; length < column.length; length++) {
                byte[] cut = Arrays.copyOf(column, length);
                assertThrows(DamagedChunkException.class, () -> decode(column[0], cut));
            }
        }
    }

    /// The checksum keeps damage from the decoder; this takes the checksum away, as if someone had
    /// written it over nonsense.
    @Test
    void survivesNonsenseUnderAProperChecksum() {
        Random random = new Random(8);
        byte[][] columns = {
            TimeCodec.encode(times(300, i -> i * 1000L + random.nextInt(50)), 0, 300),
            NumberCodec.encode(numbers(300, i -> i % 9 == 0 ? Double.NaN : i * 0.1), 0, 300, null),
            NumberCodec.encode(numbers(300, i -> i % 5 / 3.0), 0, 300, new byte[300]),
            NumberCodec.encode(numbers(300, _ -> random.nextFloat()), 0, 300, null),
            TextCodec.encode(new String[] {"aaaa", "b", "aaaa"}, 0, 3, new byte[] {0, 1, 2})
        };
        int refused = 0;
        for (int i = 0; i < 60_000; i++) {
            byte[] column = columns[i % columns.length];
            byte[] body = Arrays.copyOf(column, column.length - 4);
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                body[2 + random.nextInt(Math.min(body.length - 2, 40))] = (byte) random.nextInt();
            }
            int length = random.nextInt(5) == 0 ? random.nextInt(body.length) : body.length;
            ByteWriter sealed = new ByteWriter(body.length);
            sealed.raw(body, length);
            try {
                decode(column[0], sealed.sealed());
            } catch (DamagedChunkException e) {
                refused++;
            }
        }
        assertTrue(refused > 10_000, refused + " refused");
    }

    @Test
    void refusesOtherFormatsAndAbsurdLengths() {
        ByteWriter newer = ByteWriter.column(0x21, 1, 8);
        refused(newer, "format 21 where 11 belongs");
        ByteWriter none = ByteWriter.column(0x11, 0, 8);
        refused(none, "no sample");
        ByteWriter huge = ByteWriter.column(0x11, 1 << 20, 8);
        refused(huge, "at most 65536");
        ByteWriter endless = new ByteWriter(8);
        endless.octet(0x11);
        for (int i = 0; i < 12; i++) {
            endless.octet(0xff);
        }
        refused(endless, "never ends");
    }

    private static void refused(ByteWriter column, String why) {
        byte[] bytes = column.sealed();
        DamagedChunkException refusal =
                assertThrows(DamagedChunkException.class, () -> TimeCodec.decode(bytes));
        assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
    }

    private static void decode(byte codec, byte[] bytes) throws DamagedChunkException {
        switch (codec) {
            case 0x11 -> TimeCodec.decode(bytes);
            case 0x12 -> NumberCodec.decode(bytes);
            default -> TextCodec.decode(bytes);
        }
    }
}
