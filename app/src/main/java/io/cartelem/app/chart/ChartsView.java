package io.cartelem.app.chart;

import io.cartelem.app.fx.Theme;
import io.cartelem.app.text.Presentation;

import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.javafx.FontIcon;

import java.util.ArrayList;
import java.util.List;

/// All charts of a view, one above the other on one time axis, and what controls them.
public final class ChartsView extends VBox {
    private static final long SECOND = 1_000_000_000L;
    private static final int[] SPANS_S = {10, 30, 60, 120, 300, 600, 1800};

    private final ChartsModel model;
    private final Presentation presentation;
    private final ObservableValue<Theme> theme;
    private final SplitPane stack = new SplitPane();
    private final List<StripChart> charts = new ArrayList<>();
    private final ChartMenu menus;
    private final ChannelList list;

    /// The chart that had the focus last.
    private int used;

    /// @param live whether there are newest values to follow
    public ChartsView(ChartsModel model, ObservableValue<Theme> theme, boolean live) {
        this.model = model;
        this.presentation = model.presentation();
        this.theme = theme;
        getStyleClass().add("charts");
        menus = new ChartMenu(model, this::arrangeHeights);
        stack.getStyleClass().add("chart-stack");
        stack.setOrientation(Orientation.VERTICAL);
        stack.addEventFilter(MouseEvent.MOUSE_RELEASED, e -> rememberHeights());
        stack.setMinHeight(0);
        list = new ChannelList(model, this::choose);
        list.setVisible(model.listShown());
        list.managedProperty().bind(list.visibleProperty());
        HBox.setHgrow(stack, Priority.ALWAYS);
        HBox body = new HBox(list, stack);
        body.setMinHeight(0);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(live ? liveTools() : recordedTools(), body);
        model.charts().addListener((ListChangeListener<StripChartModel>) change -> showCharts());
        showCharts();
    }

    /// Draws what changed; once a frame.
    public void refresh(long nowNs) {
        for (StripChart chart : charts) {
            chart.refresh(theme.getValue(), nowNs);
        }
        if (list.isVisible()) {
            list.refresh(nowNs);
        }
    }

    private HBox liveTools() {
        HBox spans = new HBox();
        spans.getStyleClass().add("segments");
        TimelineModel timeline = model.timeline();
        List<ToggleButton> buttons = new ArrayList<>();
        for (int seconds : SPANS_S) {
            ToggleButton button =
                    new ToggleButton(
                            seconds < 60
                                    ? presentation.text("chart.seconds", seconds)
                                    : presentation.text("chart.minutes", seconds / 60));
            button.setId("span-" + seconds);
            button.getStyleClass().add("segment");
            button.setUserData(seconds * SECOND);
            button.setOnAction(e -> timeline.follow(seconds * SECOND));
            button.setMinWidth(Region.USE_PREF_SIZE);
            buttons.add(button);
        }
        spans.getChildren().addAll(buttons);
        Runnable select =
                () ->
                        buttons.forEach(
                                b ->
                                        b.setSelected(
                                                timeline.followingProperty().get()
                                                        && b.getUserData()
                                                                .equals(timeline.span())));
        timeline.toProperty().addListener((p, old, now) -> select.run());
        timeline.followingProperty().addListener((p, old, now) -> select.run());
        ToggleButton pause = new ToggleButton(presentation.text("chart.pause"));
        pause.setId("pause");
        pause.setGraphic(new FontIcon("mdmz-pause"));
        pause.setMinWidth(Region.USE_PREF_SIZE);
        pause.setSelected(false);
        timeline.followingProperty().addListener((p, old, now) -> pause.setSelected(!now));
        pause.setOnAction(e -> timeline.followingProperty().set(!pause.isSelected()));
        return tools(spans, pause);
    }

    private HBox recordedTools() {
        Button fit = new Button(presentation.text("chart.fit"));
        fit.setId("chart-fit");
        fit.setGraphic(new FontIcon("mdmz-zoom_out_map"));
        fit.setMinWidth(Region.USE_PREF_SIZE);
        fit.setOnAction(e -> model.timeline().fit());
        Label hint = new Label(presentation.text("chart.hint"));
        hint.getStyleClass().add("dim");
        return tools(fit, hint);
    }

    private HBox tools(Node... left) {
        Button add = new Button(presentation.text("chart.add"));
        add.setId("add-chart");
        add.setGraphic(new FontIcon("mdal-add"));
        add.setMinWidth(Region.USE_PREF_SIZE);
        add.setOnAction(e -> model.addChart());
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        HBox tools = new HBox(left);
        tools.getStyleClass().add("chart-tools");
        tools.getChildren().addAll(spring, channels(), add);
        return tools;
    }

    private ToggleButton channels() {
        ToggleButton channels = new ToggleButton();
        channels.setId("channel-list");
        channels.setGraphic(new FontIcon("mdal-list"));
        channels.getStyleClass().add("icon-button");
        channels.setTooltip(new Tooltip(presentation.text("chart.list")));
        channels.setAccessibleText(presentation.text("chart.list"));
        channels.setSelected(list.isVisible());
        channels.setOnAction(
                e -> {
                    list.setVisible(channels.isSelected());
                    model.showList(channels.isSelected());
                });
        return channels;
    }

    /// @param number of the chart, −1 for the one used last
    private void choose(String channelId, int number) {
        int wanted = number < 0 ? Math.min(used, charts.size() - 1) : number;
        if (wanted >= 0 && wanted < charts.size()) {
            model.toggle(charts.get(wanted).model(), channelId);
        }
    }

    private void showCharts() {
        charts.clear();
        List<Node> cells = new ArrayList<>();
        for (StripChartModel chart : model.charts()) {
            StripChart view = new StripChart(chart, model.timeline());
            view.setId("chart-" + charts.size());
            view.setAccessibleText(presentation.text("chart.accessible", charts.size() + 1));
            int number = charts.size();
            view.focusedProperty().addListener((p, old, focused) -> used = focused ? number : used);
            charts.add(view);
            StackPane cell = new StackPane(view, menus.button(chart), emptyHint(chart));
            cell.getStyleClass().add("chart-cell");
            cell.setMinHeight(0);
            cells.add(cell);
        }
        stack.getItems().setAll(cells);
        if (!charts.isEmpty()) {
            charts.getLast().setTimeLabels(true);
        }
        arrangeHeights();
    }

    private void arrangeHeights() {
        double all = model.charts().stream().mapToDouble(StripChartModel::height).sum();
        double above = 0;
        double[] positions = new double[Math.max(0, model.charts().size() - 1)];
        for (int i = 0; i < positions.length; i++) {
            above += model.charts().get(i).height();
            positions[i] = above / all;
        }
        stack.setDividerPositions(positions);
    }

    /// Takes up heights that were changed by dragging what lies between charts. What differs by a
    /// pixel or two comes from rounding.
    private void rememberHeights() {
        double mean =
                charts.stream().mapToDouble(StripChart::getHeight).average().orElse(0)
                        / model.charts().stream()
                                .mapToDouble(StripChartModel::height)
                                .average()
                                .orElse(1);
        for (StripChart chart : charts) {
            double height = chart.getHeight() / Math.max(1, mean);
            if (Math.abs(height - chart.model().height()) > 0.04) {
                chart.model().height(height);
            }
        }
    }

    private Label emptyHint(StripChartModel chart) {
        Label hint = new Label(presentation.text("chart.empty"));
        hint.getStyleClass().add("dim");
        hint.setMouseTransparent(true);
        hint.setVisible(chart.channels().isEmpty());
        chart.channels()
                .addListener(
                        (ListChangeListener<String>)
                                change -> hint.setVisible(chart.channels().isEmpty()));
        return hint;
    }
}
