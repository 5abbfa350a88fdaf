package io.cartelem.core.collect;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.SampleBatch;

import java.time.Duration;

/// A collector whose protocol is one byte, one sample; an `x` is not understood, an `!` breaks it.
final class FakeCollector implements Collector {
    private final String source;
    private final Channel channel;

    FakeCollector(String source) {
        this.source = source;
        this.channel = Channel.number(source, "value", "", 0);
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public void run(ByteLink link, CollectorContext context)
            throws LinkException, InterruptedException {
        byte[] buffer = new byte[64];
        context.device("fake device");
        while (true) {
            int got = link.read(buffer, 0, buffer.length, Duration.ofDays(1));
            for (int i = 0; i < got; i++) {
                switch (buffer[i]) {
                    case 'x' -> context.rejected("an x came", new byte[] {'x'});
                    case '!' -> throw new IllegalStateException("it broke");
                    case '.' -> {
                        return;
                    }
                    default -> {
                        context.rate(1);
                        context.publish(
                                SampleBatch.of(channel, context.clock().monoNs(), buffer[i]));
                        context.state(CollectorState.Phase.RUNNING, "running", "values arrive");
                    }
                }
            }
        }
    }
}
