package io.cartelem.core.sim.nmea;

import java.util.EnumMap;
import java.util.Map;

/// What is set on the receiver now. Safe on any thread.
final class ReceiverConfig {
    private int periodMs;
    private int baud;
    private final Map<Sentence, Integer> every = new EnumMap<>(Sentence.class);

    ReceiverConfig(ReceiverProfile profile) {
        reset(profile);
    }

    /// As when power is applied: all sentences of the kind but GLL at each epoch, the long lists of
    /// satellites once a second.
    synchronized void reset(ReceiverProfile profile) {
        periodMs = 1_000 / profile.rateHz();
        baud = profile.baud();
        every.clear();
        for (Sentence sentence : profile.kind().order()) {
            boolean list = sentence == Sentence.GSA || sentence == Sentence.GSV;
            every.put(sentence, list ? profile.rateHz() : 1);
        }
        every.computeIfPresent(Sentence.GLL, (sentence, rate) -> profile.rateHz() > 1 ? 0 : 1);
    }

    synchronized int periodMs() {
        return periodMs;
    }

    synchronized void periodMs(int period) {
        periodMs = period;
    }

    synchronized int baud() {
        return baud;
    }

    synchronized void baud(int rate) {
        baud = rate;
    }

    /// In how many epochs a sentence comes once, 0 for never.
    synchronized int every(Sentence sentence) {
        return every.getOrDefault(sentence, 0);
    }

    synchronized void every(Sentence sentence, int epochs) {
        every.put(sentence, epochs);
    }
}
