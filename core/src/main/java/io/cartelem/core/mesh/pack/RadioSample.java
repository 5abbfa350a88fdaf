package io.cartelem.core.mesh.pack;

import java.time.Instant;
import java.util.Arrays;

/// The values of a schema's channels at one time. Immutable.
public final class RadioSample {
    private final Instant utc;
    private final boolean trusted;
    private final double[] values;

    /// @param utc when the values were measured; on the air it is kept to 10 ms
    /// @param trusted whether that time came from satellites rather than a computer's clock
    /// @param values in the order of the schema, NaN where there is none
    public RadioSample(Instant utc, boolean trusted, double[] values) {
        this.utc = utc;
        this.trusted = trusted;
        this.values = values.clone();
    }

    public Instant utc() {
        return utc;
    }

    public boolean trusted() {
        return trusted;
    }

    /// The number of channels, with or without a value.
    public int size() {
        return values.length;
    }

    /// The value of a channel by its place in the schema, NaN if there is none.
    public double value(int channel) {
        return values[channel];
    }

    public boolean has(int channel) {
        return !Double.isNaN(values[channel]);
    }

    @Override
    public String toString() {
        return utc + (trusted ? " " : "? ") + Arrays.toString(values);
    }
}
