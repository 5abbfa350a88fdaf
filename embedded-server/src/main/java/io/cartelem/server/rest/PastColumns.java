package io.cartelem.server.rest;

import com.fasterxml.jackson.core.JsonGenerator;

import io.cartelem.core.model.Channel;

import java.io.IOException;
import java.util.Arrays;

/// The recent numbers of one channel in columns of a tenth of a second with the smallest and the
/// largest of each: the columns in which the live page keeps what the stream brings. A sample that
/// comes by both ways falls into the same column and changes nothing the second time. Confined to
/// one thread.
final class PastColumns {
    static final int STEP_MILLIS = 100;
    private static final long STEP_MICROS = STEP_MILLIS * 1000L;

    /// A sensor's own clock may be a little ahead.
    private static final int AHEAD = 60;

    private final long first;
    private final double[] min;
    private final double[] max;

    /// @param nowMicros the end, on the scale of the stream
    PastColumns(long nowMicros, int seconds) {
        int size = seconds * 1000 / STEP_MILLIS + 1;
        this.first = Math.floorDiv(nowMicros, STEP_MICROS) - size + 1;
        this.min = new double[size + AHEAD];
        this.max = new double[size + AHEAD];
        clear();
    }

    void clear() {
        Arrays.fill(min, Double.NaN);
        Arrays.fill(max, Double.NaN);
    }

    long originMicros() {
        return first * STEP_MICROS;
    }

    long originMillis() {
        return first * STEP_MILLIS;
    }

    void add(long micros, double value) {
        long column = Math.floorDiv(micros, STEP_MICROS) - first;
        if (column < 0 || column >= min.length || !Double.isFinite(value)) {
            return;
        }
        int at = (int) column;
        min[at] = Double.isNaN(min[at]) ? value : Math.min(min[at], value);
        max[at] = Double.isNaN(max[at]) ? value : Math.max(max[at], value);
    }

    /// `{"id":…,"t":[…],"min":[…],"max":[…]}`: `t` counts columns; `v` takes the place of `min` and
    /// `max` where they are the same.
    void write(JsonGenerator json, Channel channel) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", channel.id());
        json.writeArrayFieldStart("t");
        boolean same = true;
        for (int i = 0; i < min.length; i++) {
            if (!Double.isNaN(min[i])) {
                json.writeNumber(i);
                same &= min[i] == max[i];
            }
        }
        json.writeEndArray();
        if (same) {
            column(json, "v", min);
        } else {
            column(json, "min", min);
            column(json, "max", max);
        }
        json.writeEndObject();
    }

    private static void column(JsonGenerator json, String name, double[] values)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (double value : values) {
            if (!Double.isNaN(value)) {
                Json.writeNumber(json, value);
            }
        }
        json.writeEndArray();
    }
}
