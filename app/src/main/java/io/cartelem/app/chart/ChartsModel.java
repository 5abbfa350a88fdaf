package io.cartelem.app.chart;

import io.cartelem.app.desk.Memory;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.model.Channel;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import java.util.List;
import java.util.Map;

/// The charts of a view and their common time axis. Their layout is remembered.
public final class ChartsModel {
    /// More charts than this are too low to be read.
    public static final int MOST_CHARTS = 8;

    private static final String LIST = ".list";

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
        for (ChartLayout chart : ChartLayout.read(memory, memoryKey, standard)) {
            if (charts.size() < MOST_CHARTS) {
                charts.add(open(chart));
            }
        }
    }

    /// Opens another chart.
    ///
    /// @return whether there was room for it
    public boolean addChart(String... channelIds) {
        if (charts.size() >= MOST_CHARTS) {
            return false;
        }
        charts.add(open(new ChartLayout(List.of(channelIds), 1, Map.of())));
        remember();
        return true;
    }

    public void removeChart(StripChartModel chart) {
        charts.remove(chart);
        remember();
    }

    public ObservableList<StripChartModel> charts() {
        return chartsView;
    }

    /// Puts a channel into a chart, or takes it out if it is there.
    public void toggle(StripChartModel chart, String channelId) {
        if (!chart.remove(channelId)) {
            chart.add(channelId);
        }
    }

    /// Whether the list of all channels stands beside the charts.
    public boolean listShown() {
        return memory.get(memoryKey + LIST, "").equals("shown");
    }

    public void showList(boolean show) {
        memory.put(memoryKey + LIST, show ? "shown" : "hidden");
    }

    /// Whether no chart shows any values.
    public boolean empty() {
        for (StripChartModel chart : charts) {
            for (String id : chart.channels()) {
                if (feed.series(id).isPresent()) {
                    return false;
                }
            }
        }
        return true;
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

    private StripChartModel open(ChartLayout layout) {
        return new StripChartModel(presentation, feed, layout, this::remember);
    }

    private void remember() {
        ChartLayout.write(memory, memoryKey, charts.stream().map(StripChartModel::layout).toList());
    }
}
