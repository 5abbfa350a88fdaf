package io.cartelem.app.chart;

import io.cartelem.app.text.Measure;
import io.cartelem.app.text.Presentation;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One chart: the channels it shows, for each unit the range of its axis, and how high it is.
public final class StripChartModel {
    /// More channels than this cannot be told apart.
    public static final int MOST_CHANNELS = 6;

    private static final double LOWEST = 0.2;
    private static final double HIGHEST = 5;

    private final Presentation presentation;
    private final Feed feed;
    private final ObservableList<String> channels = FXCollections.observableArrayList();
    private final ObservableList<String> channelsView =
            FXCollections.unmodifiableObservableList(channels);
    private final Map<String, ValueRange> ranges = new LinkedHashMap<>();
    private final Runnable changed;
    private double height = 1;
    private int scales;

    /// @param changed called whenever anything that is remembered changes
    StripChartModel(Presentation presentation, Feed feed, ChartLayout layout, Runnable changed) {
        this.presentation = presentation;
        this.feed = feed;
        this.changed = changed;
        for (String id : layout.channels()) {
            if (!channels.contains(id) && channels.size() < MOST_CHANNELS) {
                channels.add(id);
            }
        }
        height = Math.clamp(layout.height(), LOWEST, HIGHEST);
        layout.scales().forEach((unit, ends) -> range(unit).fix(ends.low(), ends.high()));
    }

    StripChartModel(Presentation presentation, Feed feed, List<String> channelIds) {
        this(presentation, feed, new ChartLayout(channelIds, 1, Map.of()), () -> {});
    }

    /// A series as it is drawn.
    ///
    /// @param slot which colour it has
    public record Line(SeriesData data, String label, Measure measure, int decimals, int slot) {}

    /// The series that are known now, in the order in which they were chosen.
    public List<Line> lines() {
        return channels.stream()
                .map(id -> feed.series(id).map(data -> line(data, channels.indexOf(id))))
                .flatMap(Optional::stream)
                .toList();
    }

    public ObservableList<String> channels() {
        return channelsView;
    }

    /// @return false if it is shown already or there is no more room
    public boolean add(String channelId) {
        if (channels.contains(channelId) || channels.size() >= MOST_CHANNELS) {
            return false;
        }
        channels.add(channelId);
        changed.run();
        return true;
    }

    public boolean remove(String channelId) {
        boolean removed = channels.remove(channelId);
        if (removed) {
            changed.run();
        }
        return removed;
    }

    /// How high it is beside the other charts; 1 at first.
    public double height() {
        return height;
    }

    public void height(double beside) {
        double allowed = Math.clamp(beside, LOWEST, HIGHEST);
        if (allowed != height) {
            height = allowed;
            changed.run();
        }
    }

    /// The units of the axes that have a range now.
    public List<String> units() {
        return lines().stream()
                .map(line -> line.measure().symbol())
                .distinct()
                .filter(unit -> range(unit).known())
                .toList();
    }

    /// Keeps the axis of `unit` as it is, or lets the values decide again.
    public void holdScale(String unit, boolean hold) {
        ValueRange range = range(unit);
        if (hold) {
            range.fix(range.low(), range.high());
        } else {
            range.automatic();
        }
        scaled();
    }

    /// Makes every axis shorter (`factor` below 1) or longer and holds it.
    ///
    /// @param at what stays where it is, from 0 at the lower end to 1 at the upper
    public void zoomScale(double factor, double at) {
        for (String unit : units()) {
            ValueRange range = range(unit);
            double around = range.low() + at * (range.high() - range.low());
            range.fix(
                    around - (around - range.low()) * factor,
                    around + (range.high() - around) * factor);
        }
        scaled();
    }

    /// Lets the values decide about every axis.
    public void automaticScales() {
        ranges.values().forEach(ValueRange::automatic);
        scaled();
    }

    /// Changes whenever an axis was held or let go.
    int scales() {
        return scales;
    }

    ChartLayout layout() {
        Map<String, ChartLayout.Scale> held = new LinkedHashMap<>();
        ranges.forEach(
                (unit, range) -> {
                    if (range.fixed()) {
                        held.put(unit, new ChartLayout.Scale(range.low(), range.high()));
                    }
                });
        return new ChartLayout(List.copyOf(channels), height, held);
    }

    private void scaled() {
        scales++;
        changed.run();
    }

    /// The range of the axis for values shown in `unit`.
    public ValueRange range(String unit) {
        return ranges.computeIfAbsent(unit, ValueRange::new);
    }

    /// A channel's name for the legend, known or not.
    public String label(String channelId) {
        String own = plain(channelId);
        boolean ambiguous =
                channels.stream().anyMatch(id -> !id.equals(channelId) && plain(id).equals(own));
        return ambiguous ? presentation.texts().source(source(channelId)) + " " + own : own;
    }

    private String plain(String channelId) {
        String source = source(channelId);
        String name = channelId.substring(channelId.indexOf('.') + 1);
        return presentation.texts().channel(source, name);
    }

    private static String source(String channelId) {
        return channelId.substring(0, Math.max(0, channelId.indexOf('.')));
    }

    private Line line(SeriesData data, int slot) {
        Measure measure = presentation.units().measure(data.channel().unit());
        return new Line(
                data,
                label(data.channel().id()),
                measure,
                data.channel().decimals() + measure.decimals(),
                slot);
    }
}
