package io.cartelem.app.lap;

import io.cartelem.app.chart.Palette;
import io.cartelem.app.fx.Buttons;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.lap.Comparison.LossRow;
import io.cartelem.app.map.SketchMapView;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.model.Channel;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;

import java.util.ArrayList;
import java.util.List;

/// Two laps over distance: which ones, their charts, both on the map, and the largest losses.
final class ComparisonView extends VBox {
    private final ComparisonModel model;
    private final Presentation presentation;
    private final ObservableValue<Theme> theme;
    private final VBox stack = new VBox();
    private final VBox losses = new VBox();
    private final SketchMapView map;
    private final List<DistanceChart> charts = new ArrayList<>();
    private final List<Region> referenceMarks = new ArrayList<>();
    private final List<Region> lapMarks = new ArrayList<>();

    ComparisonView(ComparisonModel model, Presentation presentation, ObservableValue<Theme> theme) {
        this.model = model;
        this.presentation = presentation;
        this.theme = theme;
        getStyleClass().add("lap-comparison");
        map =
                new SketchMapView(
                        model.map(), presentation, theme, presentation.text("compare.no_map"));
        map.setId("compare-map");
        getChildren().addAll(picks(), body());
        model.resultProperty().addListener((p, old, now) -> show(now));
        show(model.resultProperty().get());
    }

    /// Draws what changed; once a frame.
    void refresh() {
        Comparison shown = model.resultProperty().get();
        if (shown != null) {
            charts.forEach(chart -> chart.refresh(shown, theme.getValue()));
        }
        map.refresh();
        Palette palette = Palette.of(theme.getValue());
        referenceMarks.forEach(mark -> fill(mark, DistancePainter.reference(palette)));
        lapMarks.forEach(mark -> fill(mark, DistancePainter.lap(palette)));
    }

    private static void fill(Region mark, Color color) {
        String style = "-fx-background-color: " + color.toString().replace("0x", "#");
        if (!style.equals(mark.getStyle())) {
            mark.setStyle(style);
        }
    }

    private Node picks() {
        Button swap =
                Buttons.icon("compare-swap", "mdmz-swap_horiz", presentation.text("compare.swap"));
        swap.setOnAction(e -> model.swap());
        Button fit =
                Buttons.icon("compare-fit", "mdmz-zoom_out_map", presentation.text("compare.fit"));
        fit.setOnAction(e -> model.fit());
        HBox row =
                new HBox(
                        pick("compare-lap", "compare.lap", model.lap(), lapMarks),
                        swap,
                        pick(
                                "compare-reference",
                                "compare.reference",
                                model.reference(),
                                referenceMarks),
                        channels(),
                        fit);
        row.getStyleClass().add("page-tools");
        return row;
    }

    private Node pick(String id, String key, LapPick pick, List<Region> marks) {
        Region mark = new Region();
        mark.getStyleClass().add("legend-colour");
        marks.add(mark);
        Label name = new Label(presentation.text(key));
        name.setMinWidth(Region.USE_PREF_SIZE);
        ComboBox<SessionChoice> sessions = new ComboBox<>(model.sessions());
        sessions.setId(id + "-session");
        sessions.setAccessibleText(
                presentation.text(key) + ": " + presentation.text("laps.session"));
        sessions.setPromptText(presentation.text("laps.session"));
        sessions.valueProperty().bindBidirectional(pick.sessionProperty());
        sessions.setMinWidth(110);
        sessions.setPrefWidth(170);
        ComboBox<LapChoice> laps = new ComboBox<>(pick.laps());
        laps.setId(id + "-lap");
        laps.setAccessibleText(presentation.text(key));
        laps.setPromptText(presentation.text("laps.number"));
        laps.valueProperty().bindBidirectional(pick.lapProperty());
        laps.setMinWidth(130);
        laps.setPrefWidth(190);
        HBox box = new HBox(mark, name, sessions, laps);
        box.setAlignment(Pos.CENTER_LEFT);
        box.setSpacing(6);
        HBox.setHgrow(box, Priority.SOMETIMES);
        return box;
    }

    private MenuButton channels() {
        MenuButton menu = new MenuButton(presentation.text("compare.channels"));
        menu.setId("compare-channels");
        menu.setMinWidth(Region.USE_PREF_SIZE);
        menu.getItems().add(new MenuItem());
        menu.setOnShowing(
                e -> {
                    List<MenuItem> items = new ArrayList<>();
                    for (Channel channel : model.offered()) {
                        CheckMenuItem item =
                                new CheckMenuItem(
                                        presentation.texts().source(channel.source())
                                                + "  "
                                                + presentation.texts().channel(channel));
                        item.setId("compare-channel-" + channel.id().replace('.', '-'));
                        item.setSelected(model.channels().contains(channel.id()));
                        item.setOnAction(a -> model.show(channel.id(), item.isSelected()));
                        items.add(item);
                    }
                    if (items.isEmpty()) {
                        MenuItem none = new MenuItem(presentation.text("compare.no_channels"));
                        none.setDisable(true);
                        items.add(none);
                    }
                    menu.getItems().setAll(items);
                });
        return menu;
    }

    private Node body() {
        stack.getStyleClass().add("lap-charts");
        ScrollPane scroll = new ScrollPane(stack);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.getStyleClass().add("page-scroll");
        losses.getStyleClass().add("lap-losses");
        VBox.setVgrow(map, Priority.ALWAYS);
        VBox beside = new VBox(map, losses);
        beside.getStyleClass().add("lap-beside");
        SplitPane split = new SplitPane(scroll, beside);
        split.setDividerPositions(0.66);
        split.setMinHeight(0);
        split.visibleProperty().bind(model.resultProperty().isNotNull());
        Label hint = new Label();
        hint.setId("compare-hint");
        hint.getStyleClass().add("replay-hint");
        hint.setWrapText(true);
        hint.textProperty().bind(model.hintProperty());
        hint.visibleProperty().bind(model.hintProperty().isNotEmpty());
        StackPane body = new StackPane(split, hint);
        VBox.setVgrow(body, Priority.ALWAYS);
        return body;
    }

    private void show(@org.jspecify.annotations.Nullable Comparison now) {
        charts.clear();
        losses.getChildren().clear();
        if (now == null) {
            stack.getChildren().clear();
            return;
        }
        for (Comparison.Panel panel : now.panels()) {
            boolean last = panel.equals(now.panels().getLast());
            DistanceChart chart = new DistanceChart(model, panel, last);
            VBox.setVgrow(chart, Priority.ALWAYS);
            charts.add(chart);
        }
        stack.getChildren().setAll(charts);
        Label head = new Label(presentation.text("compare.losses"));
        head.getStyleClass().add("details-head");
        losses.getChildren().add(head);
        if (now.losses().isEmpty()) {
            Label none = new Label(presentation.text("compare.no_losses"));
            none.setWrapText(true);
            losses.getChildren().add(none);
        }
        now.losses().forEach(loss -> losses.getChildren().add(button(loss)));
    }

    private Button button(LossRow loss) {
        Button button = new Button(loss.rank() + "   " + loss.sentence());
        button.setId("loss-" + loss.rank());
        button.setWrapText(true);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAlignment(Pos.CENTER_LEFT);
        button.setMinHeight(Region.USE_PREF_SIZE);
        button.getStyleClass().add("lap-loss");
        button.setTooltip(new Tooltip(presentation.text("compare.show_loss")));
        button.setOnAction(e -> model.zoomTo(loss));
        return button;
    }
}
