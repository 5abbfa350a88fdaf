package io.cartelem.app.sessions;

import io.cartelem.app.fx.Buttons;
import io.cartelem.app.fx.FittedTable;
import io.cartelem.app.text.Format;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.model.SessionOrigin;
import io.cartelem.core.port.Exporter;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.SortedList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;

import org.kordamp.ikonli.javafx.FontIcon;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The table of sessions with its search, its buttons, and the details of the selected one.
public final class SessionsView extends BorderPane {
    private final SessionsModel model;
    private final Presentation presentation;
    private final ExportChoice exports;
    private final FittedTable<SessionRow> table =
            new FittedTable<>(FXCollections.observableArrayList());
    private Set<Long> chosen = Set.of();

    /// @param bring asks for a file of another program and imports it
    public SessionsView(
            SessionsModel model, Presentation presentation, ExportChoice exports, Runnable bring) {
        this.model = model;
        this.presentation = presentation;
        this.exports = exports;
        getStyleClass().add("page");
        setTop(tools(bring));
        setCenter(table());
        SessionDetails details = new SessionDetails(presentation, model::edit);
        setRight(details);
        table.getSelectionModel()
                .getSelectedItems()
                .addListener((ListChangeListener<SessionRow>) change -> showSelection(details));
        model.refreshingProperty()
                .addListener(
                        (p, old, refreshing) -> {
                            if (!refreshing) {
                                selectAgain();
                                showSelection(details);
                            }
                        });
        model.suggestionsProperty().addListener((p, old, now) -> details.suggest(now));
        details.suggest(model.suggestionsProperty().get());
        Label hint = new Label();
        hint.getStyleClass().add("dim");
        hint.textProperty().bind(model.hintProperty());
        hint.visibleProperty()
                .bind(model.hintProperty().isNotEmpty().and(Bindings.isNotEmpty(model.rows())));
        hint.managedProperty().bind(hint.visibleProperty());
        setBottom(hint);
    }

    private void showSelection(SessionDetails details) {
        if (model.refreshingProperty().get()) {
            return;
        }
        List<SessionRow> now = List.copyOf(selected());
        chosen = now.stream().map(SessionRow::id).collect(Collectors.toUnmodifiableSet());
        model.selected().setAll(now);
        details.show(model.trashProperty().get() ? List.of() : now);
    }

    /// Rows that came anew are the same sessions to a person.
    private void selectAgain() {
        Set<Long> wanted = chosen;
        table.getSelectionModel().clearSelection();
        for (SessionRow row : table.getItems()) {
            if (wanted.contains(row.id())) {
                table.getSelectionModel().select(row);
            }
        }
    }

    private FlowPane tools(Runnable bring) {
        TextField search = new TextField();
        search.setId("session-search");
        search.setPromptText(presentation.text("sessions.search"));
        search.setAccessibleText(presentation.text("sessions.search"));
        search.textProperty().bindBidirectional(model.searchProperty());
        search.setPrefColumnCount(24);
        search.setMinWidth(Region.USE_PREF_SIZE);
        BooleanBinding none = Bindings.isEmpty(table.getSelectionModel().getSelectedItems());
        Button replay = button("replay", "mdmz-play_circle_outline", "sessions.replay");
        replay.getStyleClass().add("accent");
        replay.disableProperty().bind(none);
        replay.setOnAction(e -> replaySelected());
        Button debrief = button("debrief", "mdal-assignment", "debrief.open");
        debrief.disableProperty().bind(none);
        debrief.setOnAction(e -> model.debrief(selected().getFirst()));
        MenuButton export = new MenuButton(presentation.text("sessions.export"));
        export.setId("session-export");
        export.setGraphic(new FontIcon("mdmz-save_alt"));
        export.setMinWidth(Region.USE_PREF_SIZE);
        export.disableProperty().bind(none);
        for (Exporter exporter : exports.exporters()) {
            MenuItem item = new MenuItem(presentation.texts().sentence(exporter.title()));
            item.setId("export-" + exporter.id());
            item.setOnAction(
                    e ->
                            exports.ask(
                                    selected().stream().map(ExportItem::whole).toList(), exporter));
            export.getItems().add(item);
        }
        if (export.getItems().isEmpty()) {
            MenuItem item = new MenuItem(presentation.text("sessions.no_export"));
            item.setDisable(true);
            export.getItems().add(item);
        }
        Button add = button("import", "mdal-add", "sessions.import");
        add.setOnAction(e -> bring.run());
        Button delete = button("delete", "mdal-delete_outline", "sessions.delete");
        delete.getStyleClass().add("danger");
        delete.disableProperty().bind(none);
        delete.setOnAction(e -> model.delete(List.copyOf(selected())));
        Button restore = button("restore", "mdmz-restore", "sessions.restore");
        restore.getStyleClass().add("accent");
        restore.disableProperty().bind(none);
        restore.setOnAction(e -> model.takeBack(List.copyOf(selected())));
        ToggleButton trash = new ToggleButton(presentation.text("sessions.trash"));
        trash.setId("session-trash");
        trash.setGraphic(new FontIcon("mdal-delete_outline"));
        trash.setMinWidth(Region.USE_PREF_SIZE);
        trash.selectedProperty().bindBidirectional(model.trashProperty());
        for (Node usual : List.of(replay, debrief, export, add, delete)) {
            shownWhile(usual, model.trashProperty().not());
        }
        shownWhile(restore, model.trashProperty());
        // with large letters they stand in two rows, and what is looked for can still be read
        FlowPane tools = new FlowPane(search, replay, debrief, export, add, delete, restore, trash);
        tools.getStyleClass().addAll("page-tools", "page-flow");
        return tools;
    }

    private Button button(String id, String icon, String key) {
        return Buttons.worded("session-" + id, icon, presentation.text(key));
    }

    private Node table() {
        table.setId("sessions");
        table.setAccessibleText(presentation.text("page.sessions"));
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        DateTimeFormatter date =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", java.util.Locale.ROOT)
                        .withZone(ZoneId.systemDefault());
        table.getColumns()
                .addAll(
                        List.of(
                                nameColumn(),
                                column("car", SessionRow::car, Function.identity(), 5, false),
                                column("driver", SessionRow::driver, Function.identity(), 5, false),
                                column("track", SessionRow::track, Function.identity(), 8, false),
                                column("date", SessionRow::date, date::format, 9.8, false),
                                column(
                                        "duration",
                                        SessionRow::duration,
                                        d -> d.isNegative() ? Format.DASH : Format.elapsed(d),
                                        5.7,
                                        true),
                                column(
                                        "samples",
                                        r -> r.info().samples(),
                                        Format::count,
                                        5.4,
                                        true),
                                column("size", SessionRow::bytes, Format::bytes, 5.4, true)));
        SortedList<SessionRow> sorted = new SortedList<>(model.rows());
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        Label empty = new Label();
        empty.getStyleClass().add("dim");
        empty.setWrapText(true);
        empty.textProperty().bind(model.hintProperty());
        table.setPlaceholder(empty);
        table.setOnMouseClicked(
                e -> {
                    if (e.getButton() == MouseButton.PRIMARY && e.getClickCount() == 2) {
                        replaySelected();
                    }
                });
        table.setOnKeyPressed(
                e -> {
                    if (e.getCode() == KeyCode.ENTER) {
                        replaySelected();
                    } else if (e.getCode() == KeyCode.DELETE
                            && !selected().isEmpty()
                            && !model.trashProperty().get()) {
                        model.delete(List.copyOf(selected()));
                    }
                });
        return table;
    }

    private TableColumn<SessionRow, SessionRow> nameColumn() {
        TableColumn<SessionRow, SessionRow> column =
                new TableColumn<>(presentation.text("sessions.name"));
        column.setCellValueFactory(f -> new SimpleObjectProperty<>(f.getValue()));
        column.setComparator((a, b) -> a.name().compareToIgnoreCase(b.name()));
        table.size(column, 14.5);
        column.setCellFactory(c -> new NameCell());
        return column;
    }

    private <T extends Comparable<? super T>> TableColumn<SessionRow, T> column(
            String key,
            Function<SessionRow, T> value,
            Function<? super T, String> text,
            double letters,
            boolean right) {
        TableColumn<SessionRow, T> column = new TableColumn<>(presentation.text("sessions." + key));
        column.setCellValueFactory(f -> new SimpleObjectProperty<>(value.apply(f.getValue())));
        table.size(column, letters);
        column.setCellFactory(
                c ->
                        new TableCell<>() {
                            {
                                if (right) {
                                    getStyleClass().add("number-cell");
                                }
                            }

                            @Override
                            protected void updateItem(T item, boolean empty) {
                                super.updateItem(item, empty);
                                setText(empty || item == null ? "" : text.apply(item));
                            }
                        });
        return column;
    }

    private void replaySelected() {
        if (!selected().isEmpty() && !model.trashProperty().get()) {
            model.replay(selected().getFirst());
        }
    }

    private static void shownWhile(Node node, ObservableValue<Boolean> condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(node.visibleProperty());
    }

    private List<SessionRow> selected() {
        return table.getSelectionModel().getSelectedItems();
    }

    /// A name with what must be known about the session.
    private final class NameCell extends TableCell<SessionRow, SessionRow> {
        @Override
        protected void updateItem(SessionRow row, boolean empty) {
            super.updateItem(row, empty);
            if (empty || row == null) {
                setText("");
                setGraphic(null);
                return;
            }
            setText(row.name());
            SessionOrigin origin = row.info().origin();
            String badge =
                    row.info().active()
                            ? "sessions.recording"
                            : row.info().recovered()
                                    ? "sessions.recovered"
                                    : switch (origin) {
                                        case SIMULATED -> "bar.simulated";
                                        case IMPORTED -> "sessions.is_imported";
                                        case LIVE -> "";
                                    };
            if (badge.isEmpty()) {
                setGraphic(null);
            } else {
                Label label = new Label(presentation.text(badge));
                label.getStyleClass()
                        .setAll(
                                "label",
                                origin == SessionOrigin.SIMULATED
                                        ? "small-simulated"
                                        : "small-badge");
                label.setMinWidth(USE_PREF_SIZE);
                setGraphic(label);
            }
        }
    }
}
