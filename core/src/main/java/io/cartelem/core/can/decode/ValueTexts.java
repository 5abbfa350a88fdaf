package io.cartelem.core.can.decode;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;

import java.util.SortedMap;

/// The words of a signal's values as a channel of text: told when the value changes and once a
/// second besides, not with every frame.
final class ValueTexts {
    private static final long REPEAT_NS = 1_000_000_000L;

    private final Channel channel;
    private final long[] raws;
    private final String[] words;
    private boolean told;
    private long lastRaw;
    private long lastNs;

    ValueTexts(Channel channel, SortedMap<Long, String> texts) {
        this.channel = channel;
        raws = new long[texts.size()];
        words = new String[texts.size()];
        int i = 0;
        for (var entry : texts.entrySet()) {
            raws[i] = entry.getKey();
            words[i++] = entry.getValue();
        }
    }

    void tell(long raw, long timeNs, SampleBatch.Builder out) {
        if (told && raw == lastRaw && timeNs - lastNs < REPEAT_NS) {
            return;
        }
        told = true;
        lastRaw = raw;
        lastNs = timeNs;
        out.add(channel, timeNs, word(raw));
    }

    /// The word, or the raw number where the file has none.
    private String word(long raw) {
        int low = 0;
        int high = raws.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (raws[middle] == raw) {
                return words[middle];
            }
            if (raws[middle] < raw) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Long.toString(raw);
    }
}
