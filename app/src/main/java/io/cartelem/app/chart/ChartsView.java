package io.cartelem.app.chart;

import io.cartelem.app.fx.Theme;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.model.Channel;

import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
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
    private final VBox stack = new VBox();
    private final List<StripChart> charts = new ArrayList<>();

    /// @param live whether there are newest values to follow
    public ChartsView(ChartsModel model, ObservableValue<Theme> theme, boolean live) {
        this.model = model;
        this.presentation = model.presentation();
        this.theme = theme;
        getStyleClass().add("charts");
        stack.getStyleClass().add("chart-stack");
        VBox.setVgrow(stack, Priority.ALWAYS);
        stack.setMinHeight(0);
        getChildren().addAll(live ? liveTools() : recordedTools(), stack);
        model.charts().addListener((ListChangeListener<StripChartModel>) change -> showCharts());
        showCharts();
    }

    /// Draws what changed; once a frame.
    public void refresh(long nowNs) {
        for (StripChart chart : charts) {
            chart.refresh(theme.getValue(), nowNs);
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
        tools.getChildren().addAll(spring, add);
        return tools;
    }

    private void showCharts() {
        charts.clear();
        stack.getChildren().clear();
        for (StripChartModel chart : model.charts()) {
            StripChart view = new StripChart(chart, model.timeline());
            view.setId("chart-" + charts.size());
            view.setAccessibleText(presentation.text("chart.accessible", charts.size() + 1));
            charts.add(view);
            StackPane cell = new StackPane(view, channelMenu(chart), emptyHint(chart));
            cell.getStyleClass().add("chart-cell");
            cell.setMinHeight(0);
            VBox.setVgrow(cell, Priority.ALWAYS);
            stack.getChildren().add(cell);
        }
        if (!charts.isEmpty()) {
            charts.getLast().setTimeLabels(true);
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

    private MenuButton channelMenu(StripChartModel chart) {
        MenuButton menu = new MenuButton();
        menu.setGraphic(new FontIcon("mdmz-more_vert"));
        menu.getStyleClass().addAll("chart-menu", "flat");
        menu.setTooltip(new Tooltip(presentation.text("chart.channels")));
        menu.setAccessibleText(presentation.text("chart.channels"));
        StackPane.setAlignment(menu, javafx.geometry.Pos.TOP_RIGHT);
        menu.setOnShowing(e -> fill(menu, chart));
        menu.getItems().add(new MenuItem());
        return menu;
    }

    private void fill(MenuButton menu, StripChartModel chart) {
        List<MenuItem> items = new ArrayList<>();
        List<Channel> choices = model.choices();
        if (choices.isEmpty()) {
            CustomMenuItem none =
                    new CustomMenuItem(new Label(presentation.text("chart.no_channels")));
            none.setHideOnClick(false);
            items.add(none);
        }
        for (Channel channel : choices) {
            String unit = presentation.units().measure(channel.unit()).symbol();
            CheckMenuItem item =
                    new CheckMenuItem(
                            presentation.texts().source(channel.source())
                                    + "  "
                                    + presentation.texts().channel(channel)
                                    + (unit.isEmpty() ? "" : "  [" + unit + "]"));
            item.setSelected(chart.channels().contains(channel.id()));
            item.setOnAction(
                    e -> {
                        if (!chart.remove(channel.id())) {
                            chart.add(channel.id());
                        }
                    });
            items.add(item);
        }
        MenuItem remove = new MenuItem(presentation.text("chart.remove"));
        remove.setOnAction(e -> model.removeChart(chart));
        items.add(new SeparatorMenuItem());
        items.add(remove);
        menu.getItems().setAll(items);
    }
}
