package io.cartelem.server.stream;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Sample;
import io.cartelem.core.model.SampleBatch;

import java.util.LinkedHashMap;
import java.util.Map;

/// What a client gets that fell behind: the latest value of each channel, and how many samples went
/// missing for it. As large as there are channels, however long the client stalls. Confined to the
/// lock of its client.
final class Conflation {
    private final Map<Channel, Sample> latest = new LinkedHashMap<>();
    private Update last;
    private long added;

    Conflation(Update first) {
        last = first;
        add(first);
    }

    void add(Update update) {
        SampleBatch batch = update.batch();
        for (int i = 0; i < batch.size(); i++) {
            latest.put(batch.channel(i), batch.sample(i));
        }
        added += batch.size();
        last = update;
    }

    /// Samples that were overtaken by later ones.
    long dropped() {
        return added - latest.size();
    }

    Update update() {
        SampleBatch.Builder batch = SampleBatch.builder(latest.size());
        for (Sample s : latest.values()) {
            batch.add(s.channel(), s.timeNs(), s.value(), s.text(), s.quality());
        }
        return last.with(batch.build());
    }
}
