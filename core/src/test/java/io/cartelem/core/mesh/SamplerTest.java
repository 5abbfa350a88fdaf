package io.cartelem.core.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cartelem.core.mesh.pack.RadioChannel;
import io.cartelem.core.mesh.pack.RadioSample;
import io.cartelem.core.mesh.pack.RadioSchema;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.core.port.Clock;

import org.junit.jupiter.api.Test;

import java.util.List;

class SamplerTest {
    private static final long SECOND = 1_000_000_000L;

    private final LatestValues values = new LatestValues();
    private final Sampler sampler = new Sampler(values, new CarTime());

    private List<String> names() {
        sampler.follow(0);
        sampler.follow(10 * SECOND);
        RadioSchema schema = sampler.schema();
        return schema == null
                ? List.of()
                : schema.channels().stream().map(RadioChannel::name).toList();
    }

    @Test
    void givesNoChannelANameThatTheReceiverUsesItself() {
        SampleBatch.Builder batch = SampleBatch.builder(8);
        for (String name : RadioChannel.OF_THE_RECEIVER) {
            batch.add(Channel.number("box", name, "", 0), 0, 1);
        }
        batch.add(Channel.number("box", "oil", "°C", 0), 0, 1);
        batch.add(Channel.number("other", "oil", "°C", 0), 0, 1);
        values.accept(batch.build());
        assertEquals(
                List.of(
                        "box_car_time",
                        "box_packet_count",
                        "box_loss_pct",
                        "box_snr",
                        "box_rssi",
                        "oil",
                        "other_oil"),
                names());
    }

    @Test
    void sendsNoValueThatIsDoubtful() {
        Channel oil = Channel.number("box", "oil", "°C", 0);
        values.accept(SampleBatch.of(oil, 9 * SECOND, 90));
        values.accept(
                SampleBatch.builder(1).add(oil, 10 * SECOND, 900, null, Quality.SUSPECT).build());
        assertEquals(List.of("oil"), names());
        RadioSample sample = sampler.take(10 * SECOND, Clock.system());
        assertEquals(90.0, sample == null ? Double.NaN : sample.value(0));
    }
}
