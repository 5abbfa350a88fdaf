package io.cartelem.core.obd.pid;

import io.cartelem.core.model.Channel;

import java.util.OptionalDouble;

/// One value that a mode 01 PID carries. Immutable.
public final class PidValue {
    private final int pid;
    private final Channel channel;
    private final String tableName;
    private final String description;
    private final Formula formula;
    private final Presence presence;
    private final double min;
    private final double max;

    PidValue(
            int pid,
            Channel channel,
            String tableName,
            String description,
            Formula formula,
            Presence presence,
            double min,
            double max) {
        this.pid = pid;
        this.channel = channel;
        this.tableName = tableName;
        this.description = description;
        this.formula = formula;
        this.presence = presence;
        this.min = min;
        this.max = max;
    }

    public int pid() {
        return pid;
    }

    public Channel channel() {
        return channel;
    }

    /// Its name in the table, which for the customary channels differs from the channel's.
    public String tableName() {
        return tableName;
    }

    /// What it is, in English.
    public String description() {
        return description;
    }

    /// The smallest value that its bytes can express, with the default scaling.
    public double min() {
        return min;
    }

    /// The largest value that its bytes can express, with the default scaling.
    public double max() {
        return max;
    }

    /// Computes the value.
    ///
    /// @param data all data bytes of the PID, as many as [PidTable] says
    /// @return empty where the car says that it has no such value
    public OptionalDouble value(byte[] data, Scaling scaling) {
        if (!presence.holds(data)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(formula.value(data) * scaling.factor(this));
    }

    /// Whether it is computed from the first two bytes, not from later ones.
    boolean leading() {
        return formula.bytes() <= 2;
    }
}
