package io.cartelem.app.alert;

import io.cartelem.core.alert.Severity;

/// What alerts sound like: computed tones, so that no file is needed. 16-bit mono, little endian,
/// [#RATE] samples a second. A warning is two equal tones, a critical alert a fast rise and fall,
/// so that they are told apart without looking and by ears that hear no high notes.
final class Tones {
    static final int RATE = 22_050;

    private static final double LOUDNESS = 0.6;

    /// Tones fade in and out over this, because a step in the wave is a click.
    private static final double FADE_S = 0.012;

    /// Pairs of a frequency in Hz, 0 for silence, and its length in seconds.
    private static final double[][] INFO = {{660, 0.18}};

    private static final double[][] WARNING = {{880, 0.2}, {0, 0.12}, {880, 0.2}};
    private static final double[][] CRITICAL = {
        {740, 0.14},
        {1_110, 0.14},
        {740, 0.14},
        {1_110, 0.14},
        {0, 0.15},
        {740, 0.14},
        {1_110, 0.14},
        {740, 0.14},
        {1_110, 0.14}
    };

    private Tones() {}

    static byte[] of(Severity severity) {
        return switch (severity) {
            case INFO -> samples(INFO);
            case WARNING -> samples(WARNING);
            case CRITICAL -> samples(CRITICAL);
        };
    }

    private static byte[] samples(double[][] notes) {
        int total = 0;
        for (double[] note : notes) {
            total += (int) (note[1] * RATE);
        }
        byte[] pcm = new byte[2 * total];
        int at = 0;
        for (double[] note : notes) {
            int length = (int) (note[1] * RATE);
            for (int i = 0; i < length; i++) {
                double s = (double) i / RATE;
                double left = (double) (length - i) / RATE;
                double fade = Math.min(1, Math.min(s, left) / FADE_S);
                double wave = Math.sin(2 * Math.PI * note[0] * s);
                int value = (int) (wave * fade * LOUDNESS * Short.MAX_VALUE);
                pcm[at++] = (byte) value;
                pcm[at++] = (byte) (value >> 8);
            }
        }
        return pcm;
    }
}
