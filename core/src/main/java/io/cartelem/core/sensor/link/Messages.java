package io.cartelem.core.sensor.link;

import java.util.Arrays;

/// Turns messages into lines.
final class Messages {
    private Messages() {}

    /// The message with a line's end at its own; within JSON, where line ends are but blanks (RFC
    /// 8259, section 2), they become blanks.
    static byte[] lines(byte[] message, int length, boolean json) {
        byte[] lines = Arrays.copyOf(message, length + 1);
        lines[length] = '\n';
        if (json) {
            for (int i = 0; i < length; i++) {
                if (lines[i] == '\n' || lines[i] == '\r') {
                    lines[i] = ' ';
                }
            }
        }
        return lines;
    }
}
