package io.cartelem.server.stream;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

import io.cartelem.core.live.LiveValue;
import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.SampleBatch;
import io.cartelem.server.rest.Json;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/// Writes the messages of the stream. By hand, because this is the path of every sample to every
/// screen and the shapes are few.
final class StreamWriter {
    private StreamWriter() {}

    /// `"samples":[{…},…]`.
    static String objects(SampleBatch batch, TimeScale times) {
        StringBuilder out = new StringBuilder(batch.size() * 128 + 16);
        out.append("\"samples\":[");
        for (int i = 0; i < batch.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            object(
                    out,
                    batch.channel(i),
                    batch.value(i),
                    batch.text(i),
                    batch.quality(i),
                    times.utcMicros(batch.timeNs(i)));
        }
        return out.append(']').toString();
    }

    /// `"t0":…,"t":[…],"c":[…],"v":[…]`: `t0` in milliseconds since 1970 on a scale that never
    /// jumps, `t` in milliseconds after it, `"ahead"` in milliseconds where the computer's clock
    /// was set since the scale began, and `"q":[…]` where not all samples are good.
    static String columns(SampleBatch batch, TimeScale times, ChannelTable table) {
        int size = batch.size();
        StringBuilder t = new StringBuilder(size * 6 + 32);
        StringBuilder c = new StringBuilder(size * 3 + 8);
        StringBuilder v = new StringBuilder(size * 8 + 8);
        StringBuilder q = new StringBuilder();
        long zero =
                size == 0 ? 0 : Math.floorDiv(times.micros().applyAsLong(batch.timeNs(0)), 1000L);
        boolean good = true;
        for (int i = 0; i < size; i++) {
            String comma = i == 0 ? "" : ",";
            t.append(comma);
            millis(t, times.micros().applyAsLong(batch.timeNs(i)) - zero * 1000);
            c.append(comma).append(table.numberOf(batch.channel(i)));
            v.append(comma);
            value(v, batch.value(i), batch.text(i));
            q.append(comma).append(batch.quality(i).code());
            good &= batch.quality(i) == Quality.GOOD;
        }
        StringBuilder out = new StringBuilder(t.length() + c.length() + v.length() + 64);
        out.append("\"t0\":").append(zero);
        if (times.aheadMicros() != 0) {
            out.append(",\"ahead\":").append(times.aheadMicros() / 1000);
        }
        out.append(",\"t\":[").append(t);
        out.append("],\"c\":[").append(c).append("],\"v\":[").append(v).append(']');
        if (!good) {
            out.append(",\"q\":[").append(q).append(']');
        }
        return out.toString();
    }

    /// `"channels":[{"id":0,…},…]`, numbered from `first`.
    static String channels(List<Channel> channels, int first) {
        StringBuilder out = new StringBuilder(channels.size() * 96 + 16);
        out.append("\"channels\":[");
        for (int i = 0; i < channels.size(); i++) {
            Channel channel = channels.get(i);
            out.append(i == 0 ? "" : ",").append("{\"id\":").append(first + i);
            text(out.append(",\"source\":"), channel.source());
            text(out.append(",\"channel\":"), channel.name());
            text(out.append(",\"unit\":"), channel.unit());
            text(out.append(",\"kind\":"), channel.kind().name().toLowerCase(Locale.ROOT));
            out.append(",\"decimals\":").append(channel.decimals()).append('}');
        }
        return out.append(']').toString();
    }

    /// `"latest":[{…},…]`, samples with the usual time between two of them.
    static String latest(List<LiveValue> values, TimeScale times) {
        StringBuilder out = new StringBuilder(values.size() * 144 + 16);
        out.append("\"latest\":[");
        for (int i = 0; i < values.size(); i++) {
            LiveValue v = values.get(i);
            if (i > 0) {
                out.append(',');
            }
            object(out, v.channel(), v.value(), v.text(), v.quality(), times.utcMicros(v.timeNs()));
            out.setLength(out.length() - 1);
            out.append(",\"period_s\":").append(Math.round(v.periodNs() / 1e6) / 1e3).append('}');
        }
        return out.append(']').toString();
    }

    static void text(StringBuilder out, String text) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        out.append('"');
    }

    private static void object(
            StringBuilder out,
            Channel channel,
            double value,
            @Nullable String textValue,
            Quality quality,
            long epochMicros) {
        text(out.append("{\"source\":"), channel.source());
        text(out.append(",\"channel\":"), channel.name());
        value(out.append(",\"value\":"), value, textValue);
        text(out.append(",\"unit\":"), channel.unit());
        out.append(",\"quality\":\"").append(quality.label());
        out.append("\",\"timestamp\":\"").append(iso(epochMicros)).append("\"}");
    }

    private static String iso(long epochMicros) {
        return Json.iso(Instant.EPOCH.plus(epochMicros, ChronoUnit.MICROS));
    }

    private static void value(StringBuilder out, double value, @Nullable String textValue) {
        if (textValue != null) {
            text(out, textValue);
        } else if (!Double.isFinite(value)) {
            out.append("null");
        } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            out.append((long) value);
        } else {
            out.append(value);
        }
    }

    /// Milliseconds with three decimals at most.
    private static void millis(StringBuilder out, long micros) {
        long whole = micros / 1000;
        long part = Math.abs(micros % 1000);
        if (whole == 0 && micros < 0) {
            out.append('-');
        }
        out.append(whole);
        if (part > 0) {
            String digits = Long.toString(1000 + part).substring(1);
            int end = digits.length();
            while (digits.charAt(end - 1) == '0') {
                end--;
            }
            out.append('.').append(digits, 0, end);
        }
    }
}
