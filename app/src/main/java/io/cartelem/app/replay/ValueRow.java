package io.cartelem.app.replay;

import io.cartelem.app.text.Format;
import io.cartelem.app.text.Measure;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.model.Channel;
import io.cartelem.core.port.ChannelSummary;

import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// A channel in the replay: its value at the position, and its statistics over the range.
public final class ValueRow {
    /// A statistic of a position: five digits are a metre.
    private static final int MOST_DECIMALS = 5;

    private final Channel channel;
    private final String label;
    private final Presentation presentation;
    private final ReadOnlyStringWrapper value = new ReadOnlyStringWrapper(Format.DASH);
    private ChannelSummary summary;

    ValueRow(ChannelSummary summary, Presentation presentation) {
        this.channel = summary.channel();
        this.summary = summary;
        this.presentation = presentation;
        this.label =
                presentation.texts().source(channel.source())
                        + "  "
                        + presentation.texts().channel(channel);
    }

    public Channel channel() {
        return channel;
    }

    public String label() {
        return label;
    }

    public String count() {
        return Format.count(summary.count());
    }

    public String min() {
        return statistic(summary.min());
    }

    public String max() {
        return statistic(summary.max());
    }

    public String mean() {
        return statistic(summary.mean());
    }

    /// The value at the position; a dash where it is too old to count.
    public ReadOnlyStringProperty valueProperty() {
        return value.getReadOnlyProperty();
    }

    void summary(ChannelSummary ofRange) {
        summary = ofRange;
    }

    /// No statistics: the channel has nothing in the range.
    void noSummary() {
        summary = new ChannelSummary(channel, 0, 0, 0, Double.NaN, Double.NaN, Double.NaN);
    }

    void show(double number, @org.jspecify.annotations.Nullable String text) {
        value.set(text != null ? text : (number(number) + " " + measure().symbol()).strip());
    }

    void showGone() {
        value.set(Format.DASH);
    }

    /// How long a value counts at the position: ten of the channel's mean periods, at least ten
    /// seconds, as in the live view.
    static long lifeNs(ChannelSummary whole) {
        long period =
                whole.count() < 2 ? 0 : (whole.lastNs() - whole.firstNs()) / (whole.count() - 1);
        return Math.max(10_000_000_000L, 10 * period);
    }

    private Measure measure() {
        return presentation.units().measure(channel.unit());
    }

    private String statistic(double stored) {
        return Format.number(measure().shown(stored), Math.min(MOST_DECIMALS, decimals()));
    }

    private String number(double stored) {
        return Format.number(measure().shown(stored), decimals());
    }

    private int decimals() {
        return channel.decimals() + measure().decimals();
    }
}
