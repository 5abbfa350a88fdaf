package io.cartelem.core.calc;

import io.cartelem.core.bus.BatchQueue;
import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.collect.Collector;
import io.cartelem.core.collect.CollectorContext;
import io.cartelem.core.collect.CollectorState.Phase;
import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.model.SampleBatch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Listens to the bus and publishes what the user's expressions make of it, on its own thread: a
/// publisher never waits for an expression. What comes faster than it can be calculated is left out
/// and counted.
public final class CalcCollector implements Collector {
    private static final int QUEUE = 200_000;
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final long SECOND_NS = 1_000_000_000L;

    private final List<CalcDefinition> definitions;
    private final SequencedMap<String, String> refused;
    private final TelemetryBus bus;

    /// @param refused what is wrong with the descriptions of further channels, by their names
    public CalcCollector(
            List<CalcDefinition> definitions, Map<String, String> refused, TelemetryBus bus) {
        this.definitions = List.copyOf(definitions);
        this.refused = new LinkedHashMap<>(refused);
        this.bus = bus;
    }

    @Override
    public String source() {
        return CalcDefinition.SOURCE;
    }

    @Override
    public void run(ByteLink link, CollectorContext context)
            throws LinkException, InterruptedException {
        CalcEngine engine =
                new CalcEngine(
                        definitions,
                        (name, sentence) -> reject(context, "calc." + name + ": " + sentence));
        refused.forEach((name, problem) -> reject(context, problem));
        engine.problems()
                .forEach((name, problem) -> reject(context, "calc." + name + ": " + problem));
        BatchQueue queue = new BatchQueue(QUEUE);
        try (TelemetryBus.Subscription _ = bus.subscribe(queue)) {
            new Run(context, engine, queue).run();
        } finally {
            queue.close();
        }
    }

    private static void reject(CollectorContext context, String reason) {
        context.rejected(reason, reason.getBytes(StandardCharsets.UTF_8));
    }

    /// One run, with what it has counted.
    private final class Run {
        private final CollectorContext context;
        private final CalcEngine engine;
        private final BatchQueue queue;
        private final String troubles;
        private long dropped;
        private long values;
        private long toldNs;
        private long toldValues;

        Run(CollectorContext context, CalcEngine engine, BatchQueue queue) {
            this.context = context;
            this.engine = engine;
            this.queue = queue;
            this.troubles = troubles();
            this.toldNs = context.clock().monoNs();
        }

        /// How many channels are left out, and why the first of them is.
        private String troubles() {
            int wrong = engine.problems().size() + refused.size();
            if (wrong == 0) {
                return "";
            }
            String first =
                    refused.isEmpty()
                            ? engine.problems().entrySet().stream()
                                    .map(e -> "calc." + e.getKey() + ": " + e.getValue())
                                    .findFirst()
                                    .orElse("")
                            : refused.values().iterator().next();
            return "; " + wrong + " cannot be calculated: " + first;
        }

        void run() throws InterruptedException {
            context.state(
                    Phase.WAITING, "waiting", channels() + " wait for their values" + troubles);
            while (true) {
                List<SampleBatch> batches = queue.drain(LOOK);
                SampleBatch.Builder out = SampleBatch.builder(64);
                for (SampleBatch batch : batches) {
                    engine.accept(batch, out);
                }
                if (out.size() > 0) {
                    values += out.size();
                    context.publish(out.build());
                }
                countDropped();
                look();
            }
        }

        private void countDropped() {
            if (queue.dropped() > dropped) {
                dropped = queue.dropped();
                reject(context, "values came faster than they could be calculated with");
            }
        }

        private void look() {
            long now = context.clock().monoNs();
            if (now - toldNs < SECOND_NS) {
                return;
            }
            double rate = (values - toldValues) * (double) SECOND_NS / (now - toldNs);
            context.rate(rate);
            if (values == toldValues) {
                context.state(
                        Phase.WAITING, "waiting", channels() + " wait for their values" + troubles);
            } else {
                context.state(Phase.RUNNING, "calculating", channels() + " calculated" + troubles);
            }
            toldNs = now;
            toldValues = values;
        }

        private String channels() {
            return engine.size() == 1 ? "1 channel" : engine.size() + " channels";
        }
    }
}
