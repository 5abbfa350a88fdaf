package io.cartelem.app.devices;

import io.cartelem.app.fx.Buttons;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.sensor.SensorDefinition;
import io.cartelem.core.sensor.SensorFile;
import io.cartelem.core.sensor.SensorProblem;
import io.cartelem.core.sensor.SensorReader;

import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

import java.util.stream.Collectors;

/// The user's own sensors: a list, and the description of one with what becomes of its lines.
final class SensorsView extends VBox {
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");
    private static final PseudoClass DOUBTFUL = PseudoClass.getPseudoClass("doubtful");

    private final SensorsModel model;
    private final Presentation presentation;
    private final VBox rows = new VBox();

    SensorsView(SensorsModel model, Presentation presentation) {
        this.model = model;
        this.presentation = presentation;
        setId("sensors");
        getStyleClass().add("wire");
        rows.getStyleClass().add("device-rows");
        model.sensors().addListener((ListChangeListener<SensorFile.Entry>) change -> showRows());
        showRows();
        Node editor = editor();
        editor.visibleProperty().bind(model.editingProperty().isNotNull());
        editor.managedProperty().bind(editor.visibleProperty());
        getChildren().addAll(adding(), rows, editor);
        model.editingProperty()
                .addListener(
                        (p, old, now) -> {
                            if (old == null && now != null) {
                                bringIntoView(editor);
                            }
                        });
    }

    /// Scrolls the page until the editor's lower edge is seen, or its upper one if it is higher
    /// than the window, and begins with the description.
    private static void bringIntoView(Node editor) {
        Node above = editor.getParent();
        while (above != null && !(above instanceof ScrollPane)) {
            above = above.getParent();
        }
        if (above instanceof ScrollPane page) {
            page.applyCss();
            page.layout();
            Node content = page.getContent();
            Bounds there = content.sceneToLocal(editor.localToScene(editor.getLayoutBounds()));
            double seen = page.getViewportBounds().getHeight();
            double hidden = content.getLayoutBounds().getHeight() - seen;
            double top = Math.min(there.getMinY(), there.getMaxY() - seen);
            if (hidden > 0 && top > page.getVvalue() * hidden) {
                page.setVvalue(Math.min(1, top / hidden));
            }
        }
        editor.lookup("#sensor-description").requestFocus();
    }

    private Node adding() {
        MenuButton add = new MenuButton(presentation.text("sensors.add"));
        add.setId("sensor-add");
        add.setGraphic(new FontIcon("mdal-add"));
        for (SensorTemplate template : SensorTemplate.values()) {
            MenuItem item = new MenuItem(presentation.text(template.key()));
            item.setOnAction(e -> model.add(template));
            add.getItems().add(item);
        }
        Label hint = new Label(presentation.text("sensors.hint"));
        hint.setWrapText(true);
        hint.getStyleClass().add("device-details");
        HBox.setHgrow(hint, Priority.ALWAYS);
        HBox tools = new HBox(add, hint);
        tools.getStyleClass().add("row-tools");
        return tools;
    }

    private void showRows() {
        rows.getChildren().setAll(model.sensors().stream().map(this::row).toList());
    }

    private Node row(SensorFile.Entry entry) {
        Label name = new Label(entry.name());
        name.getStyleClass().add("device-name");
        name.setMinWidth(Region.USE_PREF_SIZE);
        SensorDefinition sensor = entry.sensor();
        Label what = new Label(sensor == null ? problems(entry) : summary(sensor));
        what.setWrapText(true);
        what.getStyleClass().add(sensor == null ? "refusal" : "device-details");
        HBox.setHgrow(what, Priority.ALWAYS);
        what.setMaxWidth(Double.MAX_VALUE);
        Button edit = button("sensor-edit-" + entry.name(), "mdal-edit", "sensors.edit");
        edit.setAccessibleText(presentation.text("sensors.edit_this", entry.name()));
        edit.setOnAction(e -> model.edit(entry));
        Button remove = button("sensor-remove-" + entry.name(), "mdal-delete", "sensors.remove");
        remove.setAccessibleText(presentation.text("sensors.remove_this", entry.name()));
        remove.setOnAction(e -> model.remove(entry));
        HBox row = new HBox(name, what, edit, remove);
        row.getStyleClass().addAll("card-panel", "port");
        return row;
    }

    private String summary(SensorDefinition sensor) {
        String channels =
                sensor.channels().stream().map(c -> c.name()).collect(Collectors.joining(", "));
        String text = sensor.link() + "   ·   " + channels;
        return sensor.enabled() ? text : text + "   ·   " + presentation.text("sensors.off");
    }

    private static String problems(SensorFile.Entry entry) {
        return entry.problems().stream()
                .map(SensorProblem::sentence)
                .collect(Collectors.joining("\n"));
    }

    private Node editor() {
        TextArea description = area("sensor-description", "sensors.description", 7);
        description.textProperty().bindBidirectional(model.descriptionProperty());
        Label problems = new Label();
        problems.setId("sensor-problems");
        problems.setWrapText(true);
        problems.getStyleClass().add("refusal");
        Button save = button("sensor-save", "mdmz-save", "sensors.save");
        save.getStyleClass().add("accent");
        save.setOnAction(e -> model.save());
        Runnable judge =
                () -> {
                    problems.setText(String.join("\n", model.problems()));
                    problems.setVisible(!model.problems().isEmpty());
                    problems.setManaged(problems.isVisible());
                    save.setDisable(!model.problems().isEmpty());
                };
        model.problems().addListener((ListChangeListener<String>) change -> judge.run());
        judge.run();
        TextArea sample = area("sensor-sample", "sensors.sample", 2);
        sample.textProperty().bindBidirectional(model.sampleProperty());
        ListView<SensorsModel.Row> preview = new ListView<>(model.preview());
        preview.setId("sensor-preview");
        preview.setAccessibleText(presentation.text("sensors.preview"));
        preview.getStyleClass().addAll("wire-lines", "sensor-preview");
        preview.setPlaceholder(dim("sensors.no_lines"));
        preview.setCellFactory(list -> new RowCell());
        Button cancel = button("sensor-cancel", "mdal-close", "sensors.cancel");
        cancel.setOnAction(e -> model.cancel());
        HBox tools = new HBox(save, cancel);
        tools.getStyleClass().add("row-tools");
        VBox box =
                new VBox(
                        dim("sensors.description"),
                        description,
                        problems,
                        dim("sensors.sample"),
                        sample,
                        dim("sensors.preview"),
                        preview,
                        tools);
        box.getStyleClass().addAll("card-panel", "wire");
        return box;
    }

    private TextArea area(String id, String key, int lines) {
        TextArea area = new TextArea();
        area.setId(id);
        area.setAccessibleText(presentation.text(key));
        area.setPrefRowCount(lines);
        area.getStyleClass().add("mono");
        return area;
    }

    private Button button(String id, String icon, String key) {
        return Buttons.worded(id, icon, presentation.text(key));
    }

    private Label dim(String key) {
        Label label = new Label(presentation.text(key));
        label.setWrapText(true);
        label.getStyleClass().add("device-details");
        return label;
    }

    private static final class RowCell extends ListCell<SensorsModel.Row> {
        @Override
        protected void updateItem(SensorsModel.@Nullable Row row, boolean empty) {
            super.updateItem(row, empty);
            SensorsModel.Row shown = empty ? null : row;
            setText(shown == null ? null : shown.line() + "   →   " + shown.meaning());
            boolean refused = shown != null && shown.outcome() == SensorReader.Outcome.REFUSED;
            pseudoClassStateChanged(REFUSED, refused);
            pseudoClassStateChanged(DOUBTFUL, shown != null && !refused && shown.doubtful());
        }
    }
}
