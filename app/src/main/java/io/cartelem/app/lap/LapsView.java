package io.cartelem.app.lap;

import io.cartelem.app.lap.LapsModel.Card;
import io.cartelem.app.lap.LapsModel.Choice;
import io.cartelem.app.text.Format;
import io.cartelem.app.text.Presentation;

import javafx.beans.property.SimpleStringProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.javafx.FontIcon;

import java.util.Locale;
import java.util.function.Function;

/// The laps page: the lap being driven as cards, the laps of a session as a table, and where the
/// chosen one lost time.
public final class LapsView extends BorderPane {
    private final LapsModel model;
    private final Presentation presentation;
    private final TableView<LapRow> table = new TableView<>();

    public LapsView(LapsModel model, Presentation presentation) {
        this.model = model;
        this.presentation = presentation;
        getStyleClass().add("page");
        setTop(new VBox(cards(), tools(), summary()));
        setCenter(table());
        Label losses = new Label();
        losses.setId("lap-losses");
        losses.setWrapText(true);
        losses.textProperty().bind(model.lossesProperty());
        losses.visibleProperty().bind(model.lossesProperty().isNotEmpty());
        losses.managedProperty().bind(losses.visibleProperty());
        setBottom(losses);
    }

    private Node cards() {
        HBox cards = new HBox();
        cards.getStyleClass().add("page-tools");
        for (Card card : Card.values()) {
            String key = card.name().toLowerCase(Locale.ROOT);
            Label title = new Label(presentation.text("lapcard." + key));
            title.getStyleClass().add("dim");
            Label value = new Label();
            value.setId("lap-" + key);
            value.getStyleClass().addAll("mono", "lap-figure");
            value.textProperty().bind(model.card(card));
            title.setLabelFor(value);
            VBox box = new VBox(title, value);
            box.getStyleClass().add("card-panel");
            HBox.setHgrow(box, Priority.ALWAYS);
            cards.getChildren().add(box);
        }
        return cards;
    }

    private Node tools() {
        ComboBox<Choice> sessions = new ComboBox<>(model.sessions());
        sessions.setId("lap-session");
        sessions.setAccessibleText(presentation.text("laps.session"));
        sessions.setPromptText(presentation.text("laps.session"));
        sessions.valueProperty().bindBidirectional(model.sessionProperty());
        Button again = new Button(presentation.text("laps.refresh"));
        again.setId("lap-refresh");
        again.setGraphic(new FontIcon("mdmz-refresh"));
        again.setMinWidth(Region.USE_PREF_SIZE);
        again.setOnAction(e -> model.refresh());
        TextField name = new TextField();
        name.setId("lap-track-name");
        name.setPromptText(presentation.text("laps.track_name"));
        name.setAccessibleText(presentation.text("laps.track_name"));
        Button save = new Button(presentation.text("laps.save"));
        save.setId("lap-save");
        save.setGraphic(new FontIcon("mdmz-save_alt"));
        save.setMinWidth(Region.USE_PREF_SIZE);
        save.disableProperty().bind(name.textProperty().isEmpty());
        save.setOnAction(e -> model.save(name.getText()));
        HBox saving = new HBox(name, save);
        saving.getStyleClass().add("row-tools");
        saving.visibleProperty().bind(model.unsavedProperty());
        saving.managedProperty().bind(saving.visibleProperty());
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        HBox tools = new HBox(sessions, again, spring, saving);
        tools.getStyleClass().add("page-tools");
        return tools;
    }

    private Node summary() {
        Label summary = new Label();
        summary.setId("lap-summary");
        summary.setWrapText(true);
        summary.textProperty().bind(model.summaryProperty());
        return summary;
    }

    private Node table() {
        table.setId("laps");
        table.setAccessibleText(presentation.text("page.laps"));
        table.setItems(model.rows());
        Label empty = new Label(presentation.text("laps.empty"));
        empty.getStyleClass().add("dim");
        empty.setWrapText(true);
        table.setPlaceholder(empty);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS);
        table.getSelectionModel()
                .selectedItemProperty()
                .addListener((p, old, now) -> model.explain(now));
        model.sectorsProperty().addListener((p, old, now) -> columns());
        columns();
        return table;
    }

    private void columns() {
        table.getColumns().clear();
        add("laps.number", row -> Integer.toString(row.number()), 60);
        add("laps.time", LapRow::time, 110);
        add("laps.uncertainty", LapRow::uncertainty, 80);
        for (int i = 0;
                i < model.sectorsProperty().get() && model.sectorsProperty().get() > 1;
                i++) {
            int index = i;
            TableColumn<LapRow, String> column =
                    add(
                            "laps.sector",
                            row ->
                                    index < row.sectors().size()
                                            ? row.sectors().get(index)
                                            : Format.DASH,
                            90);
            column.setText(presentation.text("laps.sector", i + 1));
        }
        add("laps.top_speed", LapRow::topSpeed, 90);
        add("laps.badge", LapRow::badge, 90);
        add("laps.why", LapRow::why, 260);
    }

    private TableColumn<LapRow, String> add(
            String key, Function<LapRow, String> text, double width) {
        TableColumn<LapRow, String> column = new TableColumn<>(presentation.text(key));
        column.setCellValueFactory(f -> new SimpleStringProperty(text.apply(f.getValue())));
        column.setPrefWidth(width);
        column.setSortable(false);
        table.getColumns().add(column);
        return column;
    }
}
