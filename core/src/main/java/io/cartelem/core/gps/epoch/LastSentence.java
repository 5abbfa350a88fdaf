package io.cartelem.core.gps.epoch;

/// Learns which sentence ends a receiver's burst, so that an epoch can be closed without waiting
/// for the next. Receivers that send some sentences in some epochs only are recognised by being
/// wrong about them: each mistake doubles the evidence asked for.
final class LastSentence {
    private static final int FIRST_NEED = 3;
    private static final int GREATEST_NEED = 64;
    private static final int NONE = -1;

    private int learned = NONE;
    private int candidate = NONE;
    private int seen;
    private int need = FIRST_NEED;

    /// One number for a kind of sentence and a talker of two letters.
    static int key(int kind, String talker) {
        return kind << 16 | talker.charAt(0) << 8 | talker.charAt(1);
    }

    /// Whether `key` is known to be the last sentence of an epoch.
    boolean is(int key) {
        return key == learned;
    }

    /// An epoch ended with `key`, as the line or a new time showed.
    void endedWith(int key) {
        if (key != candidate) {
            candidate = key;
            seen = 0;
        }
        seen++;
        if (seen >= need) {
            learned = key;
        }
    }

    /// Something came for an epoch that was closed already.
    void wasWrong() {
        learned = NONE;
        candidate = NONE;
        need = Math.min(need * 2, GREATEST_NEED);
    }
}
