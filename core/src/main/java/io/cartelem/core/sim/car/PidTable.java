package io.cartelem.core.sim.car;

import java.util.Map;
import java.util.TreeMap;

/// How a control unit turns the car's state into the bytes of each parameter (SAE J1979 mode 01):
/// the inverse of what a scan tool does, saturating at the ends of a byte's range.
final class PidTable {
    private PidTable() {}

    /// What a parameter is made of.
    record Source(CarState state, TroubleMemory.Content memory) {
        CarState.Engine engine() {
            return state.engine();
        }
    }

    @FunctionalInterface
    interface Encoder {
        byte[] encode(Source source);
    }

    @FunctionalInterface
    interface Quantity {
        double of(Source source);
    }

    private static final int MIL_BIT = 0x80;

    /// The parameters of the engine's control unit.
    static Map<Integer, Encoder> engine() {
        Map<Integer, Encoder> pids = new TreeMap<>();
        pids.put(0x01, PidTable::monitors);
        pids.put(0x03, s -> bytes(s.engine().coolant() < 60 ? 1 : 2, 0));
        pids.put(0x04, percent(s -> s.engine().load()));
        pids.put(0x05, byteOf(s -> s.engine().coolant() + 40));
        pids.put(0x06, byteOf(s -> 128 + 3 * trim(s, 11, 1.1) * 1.28));
        pids.put(0x07, byteOf(s -> 128 + (1.6 + 0.8 * trim(s, 12, 60)) * 1.28));
        pids.put(0x0A, byteOf(s -> (s.engine().running() ? 380 : 300) / 3.0));
        pids.put(0x0B, byteOf(s -> s.engine().manifold()));
        pids.put(0x0C, wordOf(s -> s.engine().rpm() * 4));
        pids.put(0x0D, byteOf(s -> s.state().motion().kph()));
        pids.put(0x0E, byteOf(s -> (s.engine().timing() + 64) * 2));
        pids.put(0x0F, byteOf(s -> s.engine().intakeAir() + 40));
        pids.put(0x10, wordOf(s -> s.engine().airFlow() * 100));
        pids.put(0x11, percent(s -> s.engine().throttle()));
        pids.put(0x13, s -> bytes(0x03));
        pids.put(0x14, s -> bytes(clampByte((0.45 + 0.35 * trim(s, 13, 0.8)) * 200), 128));
        pids.put(0x15, s -> bytes(clampByte((0.68 + 0.04 * trim(s, 14, 6)) * 200), 255));
        pids.put(0x1C, s -> bytes(0x06));
        pids.put(0x1F, wordOf(s -> s.engine().runTime()));
        pids.put(0x21, wordOf(PidTable::kilometresWithLamp));
        pids.put(0x2E, percent(s -> s.engine().coolant() < 70 ? 0 : s.engine().load() * 0.4));
        pids.put(0x2F, percent(s -> s.state().body().fuelLevel()));
        pids.put(0x31, wordOf(PidTable::kilometresSinceCleared));
        pids.put(0x33, byteOf(s -> s.state().body().barometric()));
        pids.put(0x3C, wordOf(s -> (s.engine().catalyst() + 40) * 10));
        pids.put(0x42, wordOf(s -> s.state().body().battery() * 1_000));
        pids.put(0x43, wordOf(s -> s.engine().load() * 0.92 * 255 / 100));
        pids.put(0x44, wordOf(s -> s.engine().lambda() * 32_768));
        pids.put(0x45, percent(s -> Math.max(0, s.engine().throttle() - 12)));
        pids.put(0x46, byteOf(s -> s.state().body().ambient() + 40));
        pids.put(0x47, percent(s -> s.engine().throttle() + 1.2));
        pids.put(0x49, percent(s -> s.engine().pedal()));
        pids.put(0x4A, percent(s -> s.engine().pedal() / 2));
        pids.put(0x4C, percent(s -> s.engine().throttle()));
        pids.put(0x4D, wordOf(PidTable::minutesWithLamp));
        pids.put(0x4E, wordOf(PidTable::minutesSinceCleared));
        pids.put(0x51, s -> bytes(0x01));
        pids.put(0x5C, byteOf(s -> s.engine().oil() + 40));
        pids.put(0x5E, wordOf(s -> s.engine().fuelRate() * 20));
        pids.put(0x61, byteOf(s -> s.engine().pedal() * 0.98 + 125));
        pids.put(0x62, byteOf(s -> s.engine().load() * 0.95 + 125));
        pids.put(0x63, wordOf(s -> 196));
        pids.put(0xA6, s -> number(Math.round(s.state().body().odometer() * 10), 4));
        return withBitmaps(pids);
    }

    /// The parameters of the transmission's control unit, some of which the engine's answers too.
    static Map<Integer, Encoder> transmission() {
        Map<Integer, Encoder> pids = new TreeMap<>();
        pids.put(0x01, PidTable::noMonitors);
        pids.put(0x0C, wordOf(s -> s.engine().rpm() * 4));
        pids.put(0x0D, byteOf(s -> s.state().motion().kph()));
        pids.put(0x42, wordOf(s -> s.state().body().battery() * 1_000));
        pids.put(
                0xA4,
                s -> {
                    int ratio = clampWord(s.engine().gearRatio() * 1_000);
                    return bytes(0x03, s.engine().gear() << 4, ratio >> 8, ratio);
                });
        return withBitmaps(pids);
    }

    /// Adds the lists of supported parameters: each block says which of the next 32 there are, its
    /// last bit that the next block exists.
    private static Map<Integer, Encoder> withBitmaps(Map<Integer, Encoder> pids) {
        Map<Integer, Encoder> all = new TreeMap<>(pids);
        int highest = pids.keySet().stream().mapToInt(pid -> pid).max().orElse(0);
        for (int block = 0; block < highest; block += 0x20) {
            int bits = 0;
            for (int i = 0; i < 32; i++) {
                int pid = block + i + 1;
                boolean nextBlock = i == 31 && highest > pid;
                if (pids.containsKey(pid) || nextBlock) {
                    bits |= 1 << (31 - i);
                }
            }
            byte[] map = number(bits, 4);
            all.put(block, s -> map.clone());
        }
        return all;
    }

    /// PID 01: lamp and count of codes, then which on-board tests exist and which are not yet
    /// complete. After a clearing the slow ones take ten minutes of running.
    private static byte[] monitors(Source s) {
        TroubleMemory.Content memory = s.memory();
        CarState cleared = memory.clearedAt();
        boolean incomplete =
                cleared != null && s.state().timeNs() - cleared.timeNs() < 600_000_000_000L;
        return bytes(lampAndCount(memory), 0x07, 0x65, incomplete ? 0x65 : 0x00);
    }

    private static byte[] noMonitors(Source s) {
        return bytes(lampAndCount(s.memory()), 0x04, 0x00, 0x00);
    }

    private static int lampAndCount(TroubleMemory.Content memory) {
        return (memory.lamp() ? MIL_BIT : 0) | memory.stored().size();
    }

    private static double kilometresWithLamp(Source s) {
        CarState since = s.memory().lampSince();
        return since == null ? 0 : s.state().body().odometer() - since.body().odometer();
    }

    private static double minutesWithLamp(Source s) {
        CarState since = s.memory().lampSince();
        return since == null ? 0 : (s.state().timeNs() - since.timeNs()) / 60e9;
    }

    private static double kilometresSinceCleared(Source s) {
        CarState cleared = s.memory().clearedAt();
        return cleared == null
                ? 2_417 + s.state().motion().distance() / 1_000
                : s.state().body().odometer() - cleared.body().odometer();
    }

    private static double minutesSinceCleared(Source s) {
        CarState cleared = s.memory().clearedAt();
        return cleared == null
                ? 3_102 + s.state().timeNs() / 60e9
                : (s.state().timeNs() - cleared.timeNs()) / 60e9;
    }

    private static double trim(Source s, int stream, double periodS) {
        return s.engine().running()
                ? Noise.smooth(7, stream, s.state().timeNs() / 1e9, periodS)
                : 0;
    }

    private static Encoder percent(Quantity quantity) {
        return byteOf(s -> quantity.of(s) * 255 / 100);
    }

    private static Encoder byteOf(Quantity quantity) {
        return s -> bytes(clampByte(quantity.of(s)));
    }

    private static Encoder wordOf(Quantity quantity) {
        return s -> number(clampWord(quantity.of(s)), 2);
    }

    private static int clampByte(double value) {
        return Math.clamp(Math.round(value), 0, 0xFF);
    }

    private static int clampWord(double value) {
        return Math.clamp(Math.round(value), 0, 0xFFFF);
    }

    static byte[] bytes(int... values) {
        byte[] result = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (byte) values[i];
        }
        return result;
    }

    static byte[] number(long value, int length) {
        byte[] result = new byte[length];
        for (int i = 0; i < length; i++) {
            result[i] = (byte) (value >> (8 * (length - 1 - i)));
        }
        return result;
    }
}
