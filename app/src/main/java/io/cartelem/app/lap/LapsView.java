package io.cartelem.app.lap;

import io.cartelem.app.fx.Buttons;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.text.Presentation;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// The laps page: the laps of a session as a table beside its track, or two laps compared.
public final class LapsView extends BorderPane {
    private final LapsModel model;
    private final Presentation presentation;
    private final ObservableValue<Theme> theme;
    private final LapExport export;
    private final LapTableView table;
    private final CourseView course;
    private final ComparisonView comparison;
    private final Node tablePart;
    private final ToggleButton showTable;
    private final ToggleButton showComparison;

    public LapsView(
            LapsModel model,
            Presentation presentation,
            ObservableValue<Theme> theme,
            LapExport export) {
        this.model = model;
        this.presentation = presentation;
        this.theme = theme;
        this.export = export;
        getStyleClass().add("page");
        table = new LapTableView(model, presentation);
        course = new CourseView(model.course(), presentation, theme);
        comparison = new ComparisonView(model.comparison(), presentation, theme);
        showTable = segment("laps-table", "laps.part_table", false);
        showComparison = segment("laps-compare", "laps.part_comparison", true);
        tablePart = tablePart();
        setTop(tools());
        show(false);
    }

    /// Draws what changed; once a frame.
    public void refresh() {
        if (getCenter() == comparison) {
            comparison.refresh();
        } else {
            course.refresh();
        }
    }

    private ToggleButton segment(String id, String key, boolean compared) {
        ToggleButton button = new ToggleButton(presentation.text(key));
        button.setId(id);
        button.getStyleClass().add("segment");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(e -> show(compared));
        return button;
    }

    private void show(boolean compared) {
        showTable.setSelected(!compared);
        showComparison.setSelected(compared);
        setCenter(compared ? comparison : tablePart);
    }

    private Node tools() {
        ComboBox<SessionChoice> sessions = new ComboBox<>(model.sessions());
        sessions.setId("lap-session");
        sessions.setAccessibleText(presentation.text("laps.session"));
        sessions.setPromptText(presentation.text("laps.session"));
        sessions.valueProperty().bindBidirectional(model.sessionProperty());
        sessions.setPrefWidth(260);
        sessions.visibleProperty().bind(showComparison.selectedProperty().not());
        sessions.managedProperty().bind(sessions.visibleProperty());
        Button again =
                Buttons.icon("lap-refresh", "mdmz-refresh", presentation.text("laps.refresh"));
        again.setOnAction(e -> model.refresh());
        HBox parts = new HBox(showTable, showComparison);
        parts.getStyleClass().add("segments");
        Label summary = new Label();
        summary.setId("lap-summary");
        summary.setWrapText(true);
        summary.textProperty().bind(model.summaryProperty());
        summary.visibleProperty().bind(showComparison.selectedProperty().not());
        summary.managedProperty().bind(summary.visibleProperty());
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        HBox tools = new HBox(parts, sessions, again, summary, spring, export());
        tools.getStyleClass().add("page-tools");
        return tools;
    }

    private MenuButton export() {
        MenuButton menu = new MenuButton(presentation.text("sessions.export"));
        menu.setId("lap-export");
        menu.setGraphic(new FontIcon("mdmz-save_alt"));
        menu.setMinWidth(Region.USE_PREF_SIZE);
        menu.getItems()
                .addAll(
                        item("lap-export-csv", "laps.csv", export::lapsCsv),
                        item(
                                "lap-export-png",
                                "laps.png",
                                () -> export.lapsPicture(theme.getValue())),
                        item("compare-export-csv", "compare.csv", export::comparisonCsv),
                        item(
                                "compare-export-png",
                                "compare.png",
                                () -> export.comparisonPicture(theme.getValue())));
        return menu;
    }

    private MenuItem item(String id, String key, Runnable act) {
        MenuItem item = new MenuItem(presentation.text(key));
        item.setId(id);
        item.setOnAction(e -> act.run());
        return item;
    }

    private Node tablePart() {
        Button replay = button("lap-replay", "mdmz-play_circle_outline", "laps.replay");
        replay.setOnAction(e -> model.replay(selected()));
        Button compare = button("lap-compare", "mdal-compare_arrows", "laps.compare");
        compare.setOnAction(
                e -> {
                    if (model.compareWithBest(selected())) {
                        show(true);
                    }
                });
        Button follow = button("lap-follow", "mdmz-timer", "laps.follow");
        follow.setOnAction(e -> model.follow(selected()));
        for (Button needsLap : new Button[] {replay, compare, follow}) {
            needsLap.disableProperty()
                    .bind(
                            Bindings.createBooleanBinding(
                                    () -> {
                                        LapRow row = selected();
                                        return row == null || row.ref() == null;
                                    },
                                    table.getSelectionModel().selectedItemProperty()));
        }
        FlowPane acts = new FlowPane(replay, compare, follow);
        acts.getStyleClass().add("course-lines");
        Label losses = new Label();
        losses.setId("lap-losses");
        losses.setWrapText(true);
        losses.setMinHeight(Region.USE_PREF_SIZE);
        losses.textProperty().bind(model.lossesProperty());
        losses.visibleProperty().bind(model.lossesProperty().isNotEmpty());
        losses.managedProperty().bind(losses.visibleProperty());
        VBox.setVgrow(table, Priority.ALWAYS);
        VBox left = new VBox(table, acts, losses);
        left.getStyleClass().add("course");
        left.setMinHeight(0);
        SplitPane split = new SplitPane(left, course);
        split.setDividerPositions(0.62);
        return split;
    }

    private @Nullable LapRow selected() {
        return table.getSelectionModel().getSelectedItem();
    }

    private Button button(String id, String icon, String key) {
        return Buttons.worded(id, icon, presentation.text(key));
    }
}
