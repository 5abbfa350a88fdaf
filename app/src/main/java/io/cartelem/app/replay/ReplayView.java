package io.cartelem.app.replay;

import io.cartelem.app.chart.ChartsView;
import io.cartelem.app.chart.RememberedSplit;
import io.cartelem.app.desk.Memory;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.fx.Buttons;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.map.TrackMapView;
import io.cartelem.app.sessions.ExportChoice;
import io.cartelem.app.text.Format;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.Exporter;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

import org.kordamp.ikonli.javafx.FontIcon;

/// The replay: which session, where in it, and everything that follows the position.
public final class ReplayView extends StackPane {
    private static final long SECOND = 1_000_000_000L;

    private final ReplayModel model;
    private final ExportChoice exports;
    private final Presentation presentation;
    private final ObservableValue<Theme> theme;
    private final ChartsView charts;
    private final TrackMapView map;
    private final Scrubber scrubber;
    private final Label position = new Label();

    /// @param memory where the shares of charts, map and values are remembered
    public ReplayView(
            ReplayModel model, ExportChoice exports, Memory memory, ObservableValue<Theme> theme) {
        this.model = model;
        this.exports = exports;
        this.presentation = model.presentation();
        this.theme = theme;
        charts = new ChartsView(model.charts(), theme, false);
        map = new TrackMapView(model.map(), presentation, theme);
        scrubber = new Scrubber(model);
        RememberedSplit side =
                new RememberedSplit(
                        memory, "replay.side", 0.45, Orientation.VERTICAL, map, tables());
        RememberedSplit split =
                new RememberedSplit(
                        memory, "replay.split", 0.48, Orientation.HORIZONTAL, charts, side);
        VBox.setVgrow(split, Priority.ALWAYS);
        VBox content = new VBox(picker(), scrubber, transport(), split);
        content.getStyleClass().addAll("page", "replay");
        Label hint = new Label();
        hint.setId("replay-hint");
        hint.getStyleClass().add("replay-hint");
        hint.setWrapText(true);
        hint.setMouseTransparent(true);
        hint.textProperty().bind(model.hintProperty());
        hint.visibleProperty().bind(model.hintProperty().isNotEmpty());
        getChildren().addAll(content, hint);
        split.visibleProperty().bind(model.sessionProperty().isNotNull());
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    /// Draws what changed; once a frame.
    public void refresh(Snapshot snapshot) {
        charts.refresh(snapshot.nowNs());
        map.refresh();
        scrubber.refresh(theme.getValue());
        position.setText(
                Format.position(model.player().positionProperty().get())
                        + " / "
                        + Format.position(model.player().lengthNs()));
    }

    /// The values at the position, or the session's markers.
    private VBox tables() {
        ValueTable values = new ValueTable(model.rows(), presentation);
        MarksView marks = new MarksView(model.marks());
        ToggleGroup group = new ToggleGroup();
        StackPane shown = new StackPane();
        shown.setMinHeight(0);
        VBox.setVgrow(shown, Priority.ALWAYS);
        ToggleButton showValues = tab("show-values", values, shown, group);
        showValues.setText(presentation.text("replay.show_values"));
        ToggleButton showMarks = tab("show-marks", marks, shown, group);
        showMarks
                .textProperty()
                .bind(
                        Bindings.createStringBinding(
                                () ->
                                        presentation.text(
                                                "replay.show_marks", model.marks().rows().size()),
                                model.marks().rows()));
        showValues.fire();
        HBox tabs = new HBox(showValues, showMarks);
        tabs.getStyleClass().add("segments");
        VBox tables = new VBox(tabs, shown);
        tables.setMinHeight(0);
        return tables;
    }

    private static ToggleButton tab(String id, Node content, StackPane shown, ToggleGroup group) {
        ToggleButton tab = new ToggleButton();
        tab.setId(id);
        tab.getStyleClass().add("segment");
        tab.setToggleGroup(group);
        tab.setOnAction(
                e -> {
                    tab.setSelected(true);
                    shown.getChildren().setAll(content);
                });
        return tab;
    }

    private HBox picker() {
        ComboBox<SessionInfo> choice = new ComboBox<>(model.choices());
        choice.setId("replay-session");
        choice.setPromptText(presentation.text("replay.choose"));
        choice.setAccessibleText(presentation.text("replay.choose"));
        choice.setMaxWidth(420);
        HBox.setHgrow(choice, Priority.SOMETIMES);
        choice.setConverter(
                new StringConverter<>() {
                    @Override
                    public String toString(SessionInfo info) {
                        return info == null ? "" : info.name();
                    }

                    @Override
                    public SessionInfo fromString(String name) {
                        throw new UnsupportedOperationException("sessions are chosen, not typed");
                    }
                });
        choice.setOnShowing(e -> model.refreshChoices());
        choice.setOnAction(
                e -> {
                    SessionInfo chosen = choice.getValue();
                    SessionInfo shown = model.sessionProperty().get();
                    if (chosen != null && (shown == null || shown.id() != chosen.id())) {
                        model.open(chosen.id());
                    }
                });
        model.sessionProperty().addListener((p, old, now) -> choice.setValue(now));
        choice.setValue(model.sessionProperty().get());
        Label badge = new Label(presentation.text("bar.simulated"));
        badge.getStyleClass().add("simulated-badge");
        badge.setMinWidth(Region.USE_PREF_SIZE);
        Runnable mark =
                () -> {
                    SessionInfo shown = model.sessionProperty().get();
                    badge.setVisible(shown != null && shown.origin() == SessionOrigin.SIMULATED);
                };
        model.sessionProperty().addListener((p, old, now) -> mark.run());
        mark.run();
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        HBox row = new HBox(choice, badge, spring, range(), export());
        row.getStyleClass().add("page-tools");
        return row;
    }

    private HBox range() {
        Button from = icon("range-from", "mdal-first_page", "replay.range_from");
        from.setOnAction(e -> model.player().rangeFromHere());
        Button to = icon("range-to", "mdal-last_page", "replay.range_to");
        to.setOnAction(e -> model.player().rangeToHere());
        Button clear = icon("range-clear", "mdal-clear", "replay.range_clear");
        clear.setOnAction(e -> model.player().clearRange());
        Label told = new Label();
        told.setId("range");
        told.getStyleClass().add("dim");
        told.setMinWidth(Region.USE_PREF_SIZE);
        Runnable tell =
                () ->
                        told.setText(
                                model.player().hasRange()
                                        ? presentation.text(
                                                "replay.range",
                                                Format.position(
                                                        model.player().rangeFromProperty().get()),
                                                Format.position(
                                                        model.player().rangeToProperty().get()))
                                        : presentation.text("replay.no_range"));
        model.player().rangeToProperty().addListener((p, old, now) -> tell.run());
        model.player().rangeFromProperty().addListener((p, old, now) -> tell.run());
        tell.run();
        HBox box = new HBox(told, from, to, clear);
        box.getStyleClass().add("range-tools");
        return box;
    }

    private MenuButton export() {
        MenuButton export = new MenuButton(presentation.text("sessions.export"));
        export.setId("range-export");
        export.setGraphic(new FontIcon("mdmz-save_alt"));
        export.setMinWidth(Region.USE_PREF_SIZE);
        export.disableProperty().bind(model.sessionProperty().isNull());
        for (Exporter exporter : exports.exporters()) {
            MenuItem item = new MenuItem(presentation.texts().sentence(exporter.title()));
            item.setId("range-export-" + exporter.id());
            item.setOnAction(e -> exports.ask(model.exportItems(), exporter));
            export.getItems().add(item);
        }
        return export;
    }

    private HBox transport() {
        Player player = model.player();
        Button back = icon("step-back", "mdmz-skip_previous", "replay.step_back");
        back.setOnAction(e -> model.step(-1));
        Button play = icon("play", "mdmz-play_arrow", "replay.play");
        play.getStyleClass().add("accent");
        player.playingProperty()
                .addListener(
                        (p, old, on) ->
                                play.setGraphic(
                                        new FontIcon(on ? "mdmz-pause" : "mdmz-play_arrow")));
        play.setOnAction(e -> player.toggle());
        Button forward = icon("step-forward", "mdmz-skip_next", "replay.step_forward");
        forward.setOnAction(e -> model.step(1));
        position.setId("position");
        position.getStyleClass().add("position");
        position.setMinWidth(Region.USE_PREF_SIZE);
        ComboBox<Double> speed = new ComboBox<>();
        speed.setId("speed");
        speed.setMinWidth(Region.USE_PREF_SIZE);
        speed.getItems().setAll(Player.SPEEDS);
        speed.valueProperty().bindBidirectional(player.speedProperty());
        speed.setAccessibleText(presentation.text("replay.speed"));
        speed.setConverter(
                new StringConverter<>() {
                    @Override
                    public String toString(Double factor) {
                        return factor == null
                                ? ""
                                : (factor < 1
                                                ? Double.toString(factor)
                                                : Integer.toString(factor.intValue()))
                                        + "×";
                    }

                    @Override
                    public Double fromString(String text) {
                        throw new UnsupportedOperationException("speeds are chosen, not typed");
                    }
                });
        ToggleButton loop = new ToggleButton();
        loop.setId("loop");
        loop.setGraphic(new FontIcon("mdmz-repeat"));
        loop.setTooltip(new Tooltip(presentation.text("replay.loop")));
        loop.setAccessibleText(presentation.text("replay.loop"));
        loop.selectedProperty().bindBidirectional(player.loopingProperty());
        Label hint = new Label(presentation.text("replay.keys"));
        hint.setWrapText(true);
        hint.setTooltip(new Tooltip(hint.getText()));
        hint.getStyleClass().add("dim");
        HBox row = new HBox(back, play, forward, position, speed, loop, hint);
        row.getStyleClass().add("transport");
        row.disableProperty().bind(model.sessionProperty().isNull());
        return row;
    }

    private Button icon(String id, String icon, String key) {
        return Buttons.icon(id, icon, presentation.text(key));
    }

    private void key(KeyEvent event) {
        if (event.getTarget() instanceof TextInputControl
                || event.getTarget() instanceof ComboBox
                || event.isShortcutDown()
                || model.sessionProperty().get() == null) {
            return;
        }
        Player player = model.player();
        long at = player.positionProperty().get();
        boolean known = true;
        switch (event.getCode()) {
            case SPACE -> player.toggle();
            case LEFT -> {
                if (event.isShiftDown()) {
                    player.seek(at - SECOND);
                } else {
                    model.step(-1);
                }
            }
            case RIGHT -> {
                if (event.isShiftDown()) {
                    player.seek(at + SECOND);
                } else {
                    model.step(1);
                }
            }
            case HOME -> player.seek(0);
            case END -> player.seek(player.lengthNs());
            case OPEN_BRACKET, I -> player.rangeFromHere();
            case CLOSE_BRACKET, O -> player.rangeToHere();
            case PAGE_UP -> player.changeSpeed(1);
            case PAGE_DOWN -> player.changeSpeed(-1);
            case COMMA -> model.marks().previous();
            case PERIOD -> model.marks().next();
            default -> known = false;
        }
        if (known) {
            event.consume();
        }
    }
}
