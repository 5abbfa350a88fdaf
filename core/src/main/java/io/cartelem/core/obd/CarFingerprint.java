package io.cartelem.core.obd;

import io.cartelem.core.obd.adapter.CarBus;
import io.cartelem.core.obd.pid.SupportedPids;

import java.util.BitSet;
import java.util.StringJoiner;

/// Tells cars apart without asking them anything more: by protocol, control units and what those
/// support. Two cars of one model look the same, and behave the same.
final class CarFingerprint {
    private CarFingerprint() {}

    static String of(CarBus bus, SupportedPids supported) {
        StringJoiner units = new StringJoiner(" ", bus.protocol().number() + " ", "");
        supported.byEcu().forEach((ecu, pids) -> units.add("%X:%s".formatted(ecu, hex(pids))));
        return units.toString();
    }

    private static String hex(BitSet pids) {
        StringBuilder text = new StringBuilder();
        for (long word : pids.toLongArray()) {
            text.append(Long.toHexString(word)).append('.');
        }
        return text.toString();
    }
}
