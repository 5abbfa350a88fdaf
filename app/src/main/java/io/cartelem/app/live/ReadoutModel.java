package io.cartelem.app.live;

import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.text.Format;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.live.LiveValue.Freshness;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

import org.jspecify.annotations.Nullable;

/// One value on a card: its label, what it says now, its unit, and its age once that matters.
public final class ReadoutModel {
    private final String label;
    private final Reading reading;
    private final ReadOnlyStringWrapper value = new ReadOnlyStringWrapper(Format.DASH);
    private final ReadOnlyStringWrapper unit = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper age = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Freshness> freshness =
            new ReadOnlyObjectWrapper<>(Freshness.GONE);
    private final @Nullable Trend trend;
    private boolean known;

    /// Reads a value out of a snapshot and tells the readout by one of its `show` methods.
    @FunctionalInterface
    public interface Reading {
        void read(Snapshot snapshot, ReadoutModel readout);
    }

    public ReadoutModel(String label, Reading reading) {
        this(label, reading, null);
    }

    /// The latest value of a channel, under the channel's own name.
    ///
    /// @param channelId for example `obd.RPM`
    public static ReadoutModel ofChannel(String channelId, Presentation presentation) {
        int dot = Math.max(0, channelId.indexOf('.'));
        return new ReadoutModel(
                presentation
                        .texts()
                        .channel(channelId.substring(0, dot), channelId.substring(dot + 1)),
                new ChannelReading(channelId, presentation));
    }

    /// @param trend how it went lately, null where that is not shown
    ReadoutModel(String label, Reading reading, @Nullable Trend trend) {
        this.label = label;
        this.reading = reading;
        this.trend = trend;
    }

    public void update(Snapshot snapshot) {
        reading.read(snapshot, this);
        if (trend != null) {
            trend.update(snapshot.nowNs());
        }
    }

    /// How it went lately, null where that is not shown.
    public @Nullable Trend trend() {
        return trend;
    }

    /// Shows a value that is up to date.
    public void show(String text, String newUnit) {
        set(text, newUnit, "", Freshness.FRESH);
    }

    /// Shows a value with its age, dimmed.
    public void showStale(String text, String newUnit, long ageNs) {
        set(text, newUnit, Format.age(ageNs), Freshness.STALE);
    }

    /// Shows a dash: the value is too old to be of use.
    public void showGone(String newUnit, long ageNs) {
        set(Format.DASH, newUnit, Format.age(ageNs), Freshness.GONE);
    }

    /// Shows a dash: there never was a value.
    public void showNothing() {
        set(Format.DASH, "", "", Freshness.GONE);
        known = false;
    }

    public String label() {
        return label;
    }

    /// The channel behind it, null if there is none.
    public @Nullable String channelId() {
        return reading instanceof ChannelReading channel ? channel.channelId() : null;
    }

    /// Whether it ever had a value.
    public boolean known() {
        return known;
    }

    public ReadOnlyStringProperty valueProperty() {
        return value.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty unitProperty() {
        return unit.getReadOnlyProperty();
    }

    /// How old the value is; empty while it is fresh.
    public ReadOnlyStringProperty ageProperty() {
        return age.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Freshness> freshnessProperty() {
        return freshness.getReadOnlyProperty();
    }

    private void set(String text, String newUnit, String newAge, Freshness newFreshness) {
        known = true;
        value.set(text);
        unit.set(newUnit);
        age.set(newAge);
        freshness.set(newFreshness);
    }
}
