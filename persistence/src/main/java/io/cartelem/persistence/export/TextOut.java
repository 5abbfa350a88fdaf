package io.cartelem.persistence.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Formats text as UTF-8 straight into a buffer in front of a stream: the way to several million
/// CSV rows a second. For one thread; [#flush] at the end.
final class TextOut {
    /// Room that every formatting method may use without looking.
    private static final int SLACK = 64;

    private static final int BUFFER = 1 << 16;
    private static final long FRACTION = 100_000_000L;
    private static final int FRACTION_DIGITS = 8;

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private int size;

    TextOut(OutputStream out) {
        this.out = out;
    }

    TextOut put(char ascii) throws IOException {
        room();
        buffer[size++] = (byte) ascii;
        return this;
    }

    TextOut put(byte[] bytes) throws IOException {
        if (bytes.length > buffer.length - size) {
            flushBuffer();
            if (bytes.length > buffer.length) {
                out.write(bytes);
                return this;
            }
        }
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
        return this;
    }

    TextOut put(String text) throws IOException {
        return put(text.getBytes(StandardCharsets.UTF_8));
    }

    TextOut put(long number) throws IOException {
        room();
        if (number == Long.MIN_VALUE) {
            return put(Long.toString(number));
        }
        if (number < 0) {
            buffer[size++] = '-';
        }
        digits(Math.abs(number));
        return this;
    }

    /// The shortest decimal that reads back as exactly this double, as [Double#toString] writes it.
    TextOut put(double number) throws IOException {
        double magnitude = Math.abs(number);
        if (!(magnitude >= 1e-3 && magnitude < 1e7)) {
            return put(Double.toString(number));
        }
        // Measured values have few decimals. If the double is the one nearest to r / 10^8, and r
        // has at most 15 digits, no other decimal of 15 digits or fewer is: r without its trailing
        // zeros is the shortest form.
        long r = (long) (magnitude * FRACTION + 0.5);
        if ((double) r / FRACTION != magnitude) {
            return put(Double.toString(number));
        }
        room();
        if (number < 0) {
            buffer[size++] = '-';
        }
        digits(r / FRACTION);
        buffer[size++] = '.';
        long fraction = r % FRACTION;
        int length = FRACTION_DIGITS;
        while (length > 1 && fraction % 10 == 0) {
            fraction /= 10;
            length--;
        }
        fixed(fraction, length);
        return this;
    }

    /// The lowest `length` decimal digits of `number`, with leading zeros.
    TextOut putFixed(long number, int length) throws IOException {
        room();
        fixed(number, length);
        return this;
    }

    void flush() throws IOException {
        flushBuffer();
        out.flush();
    }

    private void digits(long number) {
        int length = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            length++;
        }
        fixed(number, length);
    }

    private void fixed(long number, int length) {
        long rest = number;
        for (int at = size + length - 1; at >= size; at--) {
            buffer[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += length;
    }

    private void room() throws IOException {
        if (buffer.length - size < SLACK) {
            flushBuffer();
        }
    }

    private void flushBuffer() throws IOException {
        out.write(buffer, 0, size);
        size = 0;
    }
}
