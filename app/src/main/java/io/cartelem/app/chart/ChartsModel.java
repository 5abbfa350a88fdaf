package io.cartelem.app.chart;

import io.cartelem.app.desk.Memory;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.model.Channel;

import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The charts of a view and their common time axis. Which channels are where is remembered.
public final class ChartsModel {
    /// More charts than this are too low to be read.
    public static final int MOST_CHARTS = 8;

    private final Presentation presentation;
    private final Feed feed;
    private final TimelineModel timeline;
    private final Memory memory;
    private final String memoryKey;
    private final ObservableList<StripChartModel> charts = FXCollections.observableArrayList();

    private final ObservableList<StripChartModel> chartsView =
            FXCollections.unmodifiableObservableList(charts);

    /// @param memoryKey under which the layout is remembered
    /// @param standard the layout at first: channels joined by commas, charts by semicolons
    public ChartsModel(
            Presentation presentation,
            Feed feed,
            TimelineModel timeline,
            Memory memory,
            String memoryKey,
            String standard) {
        this.presentation = presentation;
        this.feed = feed;
        this.timeline = timeline;
        this.memory = memory;
        this.memoryKey = memoryKey;
        for (String chart : memory.get(memoryKey, standard).split(";")) {
            if (charts.size() < MOST_CHARTS) {
                open(Arrays.stream(chart.split(",")).filter(id -> !id.isBlank()).toList());
            }
        }
    }

    /// Opens another chart.
    public StripChartModel addChart(String... channelIds) {
        StripChartModel chart = open(List.of(channelIds));
        remember();
        return chart;
    }

    public void removeChart(StripChartModel chart) {
        charts.remove(chart);
        remember();
    }

    public ObservableList<StripChartModel> charts() {
        return chartsView;
    }

    public TimelineModel timeline() {
        return timeline;
    }

    public Presentation presentation() {
        return presentation;
    }

    /// The channels that can be chosen.
    public List<Channel> choices() {
        return feed.channels();
    }

    private StripChartModel open(List<String> channelIds) {
        StripChartModel chart = new StripChartModel(presentation, feed, channelIds);
        chart.channels().addListener((ListChangeListener<String>) change -> remember());
        charts.add(chart);
        return chart;
    }

    private void remember() {
        List<String> rows = new ArrayList<>();
        for (StripChartModel chart : charts) {
            rows.add(String.join(",", chart.channels()));
        }
        memory.put(memoryKey, String.join(";", rows));
    }
}
