package io.cartelem.core.sim.device;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/// The switchboard of a simulated device's faults, at run time: each kind strikes never, a number
/// of times, with a seeded probability or always. Safe on any thread.
///
/// @param <K> the kinds of fault the device knows
public final class Faults<K extends Enum<K>> {
    /// What is set for a kind: `left` times still to strike for certain, then by `chance`.
    private record Setting(long left, double chance) {}

    private static final Setting NEVER = new Setting(0, 0);

    private final Map<K, Setting> settings;
    private final Map<K, Long> struck;
    private final Random random;
    private Runnable onSet = () -> {};

    public Faults(Class<K> kinds, long seed) {
        this.settings = new EnumMap<>(kinds);
        this.struck = new EnumMap<>(kinds);
        this.random = new Random(seed);
    }

    /// Strikes at the next occasion, once.
    public void once(K kind) {
        times(kind, 1);
    }

    /// Strikes at the next `times` occasions.
    public void times(K kind, long times) {
        set(kind, new Setting(times, 0));
    }

    /// Strikes at every occasion until [#never].
    public void always(K kind) {
        set(kind, new Setting(0, 1));
    }

    /// Strikes by chance.
    ///
    /// @param probability 0 to 1 per occasion
    public void chance(K kind, double probability) {
        set(kind, new Setting(0, probability));
    }

    /// Strikes no longer.
    public void never(K kind) {
        set(kind, NEVER);
    }

    /// Ends every fault.
    public synchronized void clear() {
        settings.clear();
    }

    /// How often a kind has struck.
    public synchronized long struck(K kind) {
        return struck.getOrDefault(kind, 0L);
    }

    /// Asked by the device at an occasion: whether the fault strikes. Counts it if so.
    public synchronized boolean strikes(K kind) {
        Setting setting = settings.getOrDefault(kind, NEVER);
        boolean strikes;
        if (setting.left() > 0) {
            settings.put(kind, new Setting(setting.left() - 1, setting.chance()));
            strikes = true;
        } else {
            strikes = setting.chance() > 0 && random.nextDouble() < setting.chance();
        }
        if (strikes) {
            struck.merge(kind, 1L, Long::sum);
        }
        return strikes;
    }

    /// A seeded random number from 0 to `bound` - 1 for what a fault looks like.
    public synchronized int pick(int bound) {
        return random.nextInt(bound);
    }

    /// Lets the device act at once when a fault is set.
    ///
    /// @param listener called on the thread that sets the fault, without a lock held
    public synchronized void onSet(Runnable listener) {
        onSet = listener;
    }

    private void set(K kind, Setting setting) {
        Runnable listener;
        synchronized (this) {
            settings.put(kind, setting);
            listener = onSet;
        }
        listener.run();
    }
}
