package io.cartelem.core.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.SampleBatch;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class TelemetryBusTest {
    private static final Channel RPM = Channel.number("obd", "RPM", "rpm", 0);

    private final TelemetryBus bus = new TelemetryBus();

    @Test
    void handsEachBatchToAllInOrder() {
        List<String> heard = new ArrayList<>();
        bus.subscribe(batch -> heard.add("a" + batch.value(0)));
        TelemetryBus.Subscription second = bus.subscribe(batch -> heard.add("b" + batch.value(0)));

        bus.publish(SampleBatch.of(RPM, 1, 1));
        second.close();
        second.close();
        bus.publish(SampleBatch.of(RPM, 2, 2));
        bus.publish(SampleBatch.builder(0).build());

        assertEquals(List.of("a1.0", "b1.0", "a2.0"), heard);
        assertEquals(2, bus.published());
    }

    @Test
    void keepsOneFailingSubscriberFromHarmingAnother() {
        List<SampleBatch> heard = new ArrayList<>();
        bus.subscribe(
                batch -> {
                    throw new IllegalStateException("broken on purpose");
                });
        bus.subscribe(heard::add);

        bus.publish(SampleBatch.of(RPM, 1, 1));

        assertEquals(1, heard.size());
        assertEquals(1, bus.failures());
    }

    @Test
    void refusesTheNewestWhenAQueueIsFullAndCountsIt() throws InterruptedException {
        BatchQueue queue = new BatchQueue(3);
        queue.accept(two());
        queue.accept(two());
        queue.accept(SampleBatch.of(RPM, 9, 9));

        List<SampleBatch> waiting = queue.drain(Duration.ZERO);

        assertEquals(2, queue.dropped());
        assertEquals(3, SampleBatch.concat(waiting).size());
        assertEquals(9, SampleBatch.concat(waiting).value(2));
        assertEquals(0, queue.size());
    }

    @Test
    void wakesItsConsumerWhenSomethingComesOrItCloses() throws InterruptedException {
        BatchQueue queue = new BatchQueue(10);
        Thread producer = Thread.ofVirtual().start(() -> queue.accept(two()));

        assertEquals(1, queue.drain(Duration.ofSeconds(60)).size());
        producer.join();
        Thread closer = Thread.ofVirtual().start(queue::close);
        assertTrue(queue.drain(Duration.ofSeconds(60)).isEmpty());
        closer.join();
        queue.accept(two());
        assertEquals(0, queue.size());
        assertThrows(IllegalArgumentException.class, () -> new BatchQueue(0));
    }

    @Test
    void keepsTextAndQualityThroughEveryCopy() {
        SampleBatch batch =
                SampleBatch.builder(1)
                        .add(RPM, 1, 1)
                        .add(Channel.text("obd", "VIN"), 2, "WVW")
                        .add(RPM, 3, 3, null, Quality.BAD)
                        .build();

        SampleBatch moved = SampleBatch.concat(List.of(batch.shifted(10), batch));

        assertEquals(6, moved.size());
        assertEquals(11, moved.timeNs(0));
        assertEquals("WVW", moved.text(1));
        assertEquals(Quality.BAD, moved.quality(2));
        assertEquals(batch.sample(2), moved.sample(5));
    }

    private static SampleBatch two() {
        return SampleBatch.builder(2).add(RPM, 1, 1).add(RPM, 2, 2).build();
    }
}
