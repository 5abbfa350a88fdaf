package io.cartelem.core.mesh;

import io.cartelem.core.mesh.air.Addressing;
import io.cartelem.core.mesh.air.PayloadSize;
import io.cartelem.core.mesh.air.RadioSettings;
import io.cartelem.core.mesh.air.SendPlan;
import io.cartelem.core.mesh.air.SendPlanner;
import io.cartelem.core.mesh.air.SendWish;
import io.cartelem.core.mesh.pack.Packet;
import io.cartelem.core.mesh.pack.PayloadEncoder;
import io.cartelem.core.mesh.pack.RadioSample;
import io.cartelem.core.mesh.pack.RadioSchema;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/// Measures how long payloads are and plans by it, anew from time to time. Belongs to one thread.
final class Pace {
    /// The reference's twelve values; with less room than that the rate gives way, not the values.
    private static final int LEAST_LIMIT = 32;

    private static final int RECENT = 24;
    private static final int ENOUGH = 3;
    private static final double FIRST_DELTA = 9;

    private final ArrayDeque<RadioSample> recent = new ArrayDeque<>();

    /// A plan, and the longest payload that goes with it.
    record Result(SendPlan plan, int limit) {}

    void forget() {
        recent.clear();
    }

    boolean isEmpty() {
        return recent.isEmpty();
    }

    void seen(RadioSample sample) {
        recent.add(sample);
        if (recent.size() > RECENT) {
            recent.removeFirst();
        }
    }

    /// The pace for what was seen lately.
    ///
    /// @param longest the longest payload that may be sent
    /// @param choose whether shorter ones may be chosen, where that keeps the rate
    /// @param othersShare how much of the channel others use, 0 to 1
    Result plan(
            RadioSchema schema,
            RadioSettings radio,
            Addressing addressing,
            double rateHz,
            int longest,
            boolean choose,
            double othersShare) {
        PayloadEncoder ruler = new PayloadEncoder(schema, addressing.largestPayload());
        PayloadSize size = size(ruler);
        SendWish wish = wish(ruler, rateHz, longest, addressing, size);
        SendPlan plan = SendPlanner.plan(radio, wish, othersShare);
        if (!choose || !plan.sends() || plan.limit() == SendPlan.Limit.NONE) {
            return new Result(plan, longest);
        }
        for (int limit = (int) Math.ceil(size.first()) - 1; limit >= LEAST_LIMIT; limit--) {
            SendPlan shorter =
                    SendPlanner.plan(
                            radio, wish(ruler, rateHz, limit, addressing, size), othersShare);
            if (shorter.limit() == SendPlan.Limit.NONE) {
                return new Result(shorter, limit);
            }
        }
        return new Result(plan, longest);
    }

    private PayloadSize size(PayloadEncoder ruler) {
        if (recent.isEmpty()) {
            return new PayloadSize(28, 9.4);
        }
        double first = ruler.data(recent.getLast(), 0).length();
        Packet many = ruler.batch(List.copyOf(recent), 0);
        double further =
                many.samples() < ENOUGH
                        ? first / 3
                        : (many.length() - first - FIRST_DELTA) / (many.samples() - 1);
        return new PayloadSize(first, Math.max(1, further));
    }

    private static SendWish wish(
            PayloadEncoder ruler,
            double rateHz,
            int limit,
            Addressing addressing,
            PayloadSize size) {
        List<Packet> description = ruler.schema(Instant.EPOCH, false, false, 0);
        int bytes = description.stream().mapToInt(Packet::length).sum();
        return new SendWish(
                rateHz,
                limit,
                addressing,
                0,
                SendWish.USUAL_PATIENCE,
                size,
                bytes,
                description.size());
    }
}
