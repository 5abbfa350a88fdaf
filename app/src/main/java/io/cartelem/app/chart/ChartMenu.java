package io.cartelem.app.chart;

import io.cartelem.app.text.Presentation;
import io.cartelem.core.model.Channel;

import javafx.geometry.Pos;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;

import org.kordamp.ikonli.javafx.FontIcon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The menu in the corner of each chart: its channels, its scales, its height. Everything that the
/// mouse does by dragging can be done here by keyboard.
final class ChartMenu {
    /// More channels than this are shown in a menu of their own for each source.
    private static final int FLAT = 16;

    private static final double HEIGHT_STEP = 1.3;

    private final ChartsModel model;
    private final Presentation presentation;
    private final Runnable heightChanged;

    /// @param heightChanged called after the menu changed a height
    ChartMenu(ChartsModel model, Runnable heightChanged) {
        this.model = model;
        this.presentation = model.presentation();
        this.heightChanged = heightChanged;
    }

    MenuButton button(StripChartModel chart) {
        MenuButton menu = new MenuButton();
        menu.setGraphic(new FontIcon("mdmz-more_vert"));
        menu.getStyleClass().addAll("chart-menu", "flat");
        menu.setTooltip(new Tooltip(presentation.text("chart.channels")));
        menu.setAccessibleText(presentation.text("chart.channels"));
        StackPane.setAlignment(menu, Pos.TOP_RIGHT);
        menu.setOnShowing(e -> menu.getItems().setAll(items(chart)));
        menu.getItems().add(new MenuItem());
        return menu;
    }

    private List<MenuItem> items(StripChartModel chart) {
        List<MenuItem> items = new ArrayList<>(channels(chart));
        items.add(new SeparatorMenuItem());
        for (String unit : chart.units()) {
            CheckMenuItem hold = new CheckMenuItem(presentation.text("chart.hold", unit));
            hold.setSelected(chart.range(unit).fixed());
            hold.setOnAction(e -> chart.holdScale(unit, hold.isSelected()));
            items.add(hold);
        }
        items.add(item("chart.taller", () -> height(chart, HEIGHT_STEP)));
        items.add(item("chart.lower", () -> height(chart, 1 / HEIGHT_STEP)));
        items.add(item("chart.remove", () -> model.removeChart(chart)));
        return items;
    }

    private List<? extends MenuItem> channels(StripChartModel chart) {
        List<Channel> choices = model.choices();
        if (choices.isEmpty()) {
            CustomMenuItem none =
                    new CustomMenuItem(new Label(presentation.text("chart.no_channels")));
            none.setHideOnClick(false);
            return List.of(none);
        }
        if (choices.size() <= FLAT) {
            return choices.stream().map(channel -> channel(chart, channel)).toList();
        }
        Map<String, Menu> sources = new LinkedHashMap<>();
        for (Channel channel : choices) {
            sources.computeIfAbsent(channel.source(), s -> new Menu(presentation.texts().source(s)))
                    .getItems()
                    .add(channel(chart, channel));
        }
        return List.copyOf(sources.values());
    }

    private CheckMenuItem channel(StripChartModel chart, Channel channel) {
        String unit = presentation.units().measure(channel.unit()).symbol();
        CheckMenuItem item =
                new CheckMenuItem(
                        presentation.texts().source(channel.source())
                                + "  "
                                + presentation.texts().channel(channel)
                                + (unit.isEmpty() ? "" : "  [" + unit + "]"));
        item.setMnemonicParsing(false);
        item.setSelected(chart.channels().contains(channel.id()));
        item.setOnAction(e -> model.toggle(chart, channel.id()));
        return item;
    }

    private MenuItem item(String key, Runnable act) {
        MenuItem item = new MenuItem(presentation.text(key));
        item.setOnAction(e -> act.run());
        return item;
    }

    private void height(StripChartModel chart, double factor) {
        chart.height(chart.height() * factor);
        heightChanged.run();
    }
}
