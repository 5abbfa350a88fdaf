package io.cartelem.persistence.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

class TextOutTest {

    @Test
    void writesDoublesExactlyAsTheirShortestForm() throws IOException {
        Random random = new Random(7);
        double[] edges = {
            0.0,
            -0.0,
            1.0,
            -1.0,
            1e-3,
            9.99e-4,
            1e7,
            9999999.99999999,
            9999999.5,
            0.1,
            0.3,
            0.1 + 0.2,
            123456.12345678,
            2e-3,
            1.0000000001,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            100,
            4503599.6
        };
        for (double edge : edges) {
            assertEquals(Double.toString(edge), written(edge));
        }
        for (int i = 0; i < 100_000; i++) {
            double value =
                    switch (i % 4) {
                        case 0 -> Double.longBitsToDouble(random.nextLong());
                        case 1 -> random.nextInt(100_000_000) / Math.pow(10, random.nextInt(10));
                        case 2 -> random.nextGaussian() * Math.pow(10, random.nextInt(12) - 4);
                        default -> random.nextLong(1_000_000_000_000_000L) / 1e8;
                    };
            assertEquals(Double.toString(value), written(value));
        }
    }

    @Test
    void writesWholeNumbersOfEveryLength() throws IOException {
        for (long n = 1; n > 0; n *= 10) {
            for (long number : new long[] {n - 1, n, -n, n + 1}) {
                assertEquals(Long.toString(number), written(number));
            }
        }
        assertEquals(Long.toString(Long.MIN_VALUE), written(Long.MIN_VALUE));
        assertEquals(Long.toString(Long.MAX_VALUE), written(Long.MAX_VALUE));
    }

    @Test
    void keepsTheOrderOfTextsLongerThanItsBuffer() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TextOut out = new TextOut(bytes);
        String big = "ä".repeat(100_000);
        for (int i = 0; i < 10_000; i++) {
            out.put('<').put(1.5).put("grün");
        }
        out.put(big).put(42L);
        out.flush();
        assertEquals(
                "<1.5grün".repeat(10_000) + big + "42", bytes.toString(StandardCharsets.UTF_8));
    }

    private static String written(double value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TextOut out = new TextOut(bytes);
        out.put(value);
        out.flush();
        return bytes.toString(StandardCharsets.US_ASCII);
    }

    private static String written(long value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TextOut out = new TextOut(bytes);
        out.put(value);
        out.flush();
        return bytes.toString(StandardCharsets.US_ASCII);
    }
}
