package io.cartelem.core.plugin;

import io.cartelem.core.collect.Collector;
import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.Clock;

/// A plugin's collector, with what a plugin can do wrong turned into failures that the supervisor
/// knows: classes that are missing, and samples in another source's name.
record GuardedCollector(Collector plugin) implements Collector {
    @Override
    public String source() {
        return plugin.source();
    }

    @Override
    public void run(ByteLink link, CollectorContext context)
            throws LinkException, InterruptedException {
        try {
            plugin.run(link, new OwnName(source(), context));
        } catch (LinkageError | StackOverflowError | AssertionError e) {
            throw new IllegalStateException("the plugin of " + source() + " is broken: " + e, e);
        }
    }

    private record OwnName(String source, CollectorContext context) implements CollectorContext {
        @Override
        public Clock clock() {
            return context.clock();
        }

        @Override
        public void publish(SampleBatch batch) {
            for (int i = 0; i < batch.size(); i++) {
                if (!batch.channel(i).source().equals(source)) {
                    throw new IllegalStateException(
                            "the plugin of " + source + " publishes " + batch.channel(i).id());
                }
            }
            context.publish(batch);
        }

        @Override
        public void state(CollectorState.Phase phase, String code, String sentence) {
            context.state(phase, code, sentence);
        }

        @Override
        public void device(String name) {
            context.device(name);
        }

        @Override
        public void rate(double hertz) {
            context.rate(hertz);
        }

        @Override
        public void rejected(String reason, byte[] bytes) {
            context.rejected(reason, bytes);
        }
    }
}
