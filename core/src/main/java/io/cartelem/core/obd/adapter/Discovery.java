package io.cartelem.core.obd.adapter;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.obd.iso.ObdReply;
import io.cartelem.core.obd.pid.Scaling;
import io.cartelem.core.obd.pid.SupportedPids;

import java.util.Arrays;

/// Asks a car what it can tell: the supported PIDs of every control unit, and stretched ranges.
public final class Discovery {
    private static final int BLOCK = 0x20;

    private Discovery() {}

    /// The supported PIDs; empty if the car fell silent.
    public static SupportedPids supported(CarRequester requester)
            throws LinkException, InterruptedException, AdapterRestartedException {
        SupportedPids supported = new SupportedPids();
        for (int first = 0; first <= 0xE0 && supported.announces(first); first += BLOCK) {
            if (requester.request("01%02X".formatted(first)) instanceof Outcome.Answered answered) {
                for (ObdReply.Positive positive : answered.positives()) {
                    byte[] data = positive.data();
                    if (data.length == 5 && (data[0] & 0xFF) == first) {
                        supported.add(positive.ecu(), first, Arrays.copyOfRange(data, 1, 5));
                    }
                }
            }
        }
        return supported;
    }

    /// The ranges that this car uses.
    public static Scaling scaling(CarRequester requester, SupportedPids supported)
            throws LinkException, InterruptedException, AdapterRestartedException {
        Scaling scaling = Scaling.DEFAULT;
        byte[] ranges = fourBytes(requester, supported, 0x4F);
        if (ranges.length == 4) {
            scaling = scaling.withRanges(ranges);
        }
        byte[] flow = fourBytes(requester, supported, 0x50);
        return flow.length == 4 ? scaling.withAirFlow(flow) : scaling;
    }

    private static byte[] fourBytes(CarRequester requester, SupportedPids supported, int pid)
            throws LinkException, InterruptedException, AdapterRestartedException {
        if (supported.supports(pid)
                && requester.request("01%02X".formatted(pid))
                        instanceof Outcome.Answered answered) {
            for (ObdReply.Positive positive : answered.positives()) {
                byte[] data = positive.data();
                if (data.length == 5
                        && (data[0] & 0xFF) == pid
                        && supported.owner(pid).orElse(-1) == positive.ecu()) {
                    return Arrays.copyOfRange(data, 1, 5);
                }
            }
        }
        return new byte[0];
    }
}
