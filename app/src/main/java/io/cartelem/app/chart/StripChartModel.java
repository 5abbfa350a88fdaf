package io.cartelem.app.chart;

import io.cartelem.app.text.Measure;
import io.cartelem.app.text.Presentation;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One chart: the channels it shows, and for each unit the range of its axis.
public final class StripChartModel {
    /// More channels than this cannot be told apart.
    public static final int MOST_CHANNELS = 6;

    private final Presentation presentation;
    private final Feed feed;
    private final ObservableList<String> channels = FXCollections.observableArrayList();
    private final ObservableList<String> channelsView =
            FXCollections.unmodifiableObservableList(channels);
    private final Map<String, ValueRange> ranges = new LinkedHashMap<>();

    StripChartModel(Presentation presentation, Feed feed, Collection<String> channelIds) {
        this.presentation = presentation;
        this.feed = feed;
        channelIds.forEach(this::add);
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
        return channels.add(channelId);
    }

    public boolean remove(String channelId) {
        return channels.remove(channelId);
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
