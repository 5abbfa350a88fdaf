package io.cartelem.app.settings;

import io.cartelem.app.desk.Setting;
import io.cartelem.app.text.Presentation;

import javafx.collections.ListChangeListener;
import javafx.collections.MapChangeListener;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import java.util.HashMap;
import java.util.Map;

/// The settings, one below the other. A value is kept by Enter or by leaving its field; what is
/// wrong is said below it.
public final class SettingsView extends ScrollPane {
    private final SettingsModel model;
    private final Presentation presentation;
    private final GridPane grid = new GridPane();
    private final Map<String, Label> refusals = new HashMap<>();

    public SettingsView(SettingsModel model, Presentation presentation) {
        this.model = model;
        this.presentation = presentation;
        setFitToWidth(true);
        getStyleClass().add("page-scroll");
        grid.getStyleClass().addAll("page", "settings");
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(Region.USE_PREF_SIZE);
        ColumnConstraints values = new ColumnConstraints();
        values.setPrefWidth(340);
        values.setMinWidth(220);
        ColumnConstraints words = new ColumnConstraints();
        words.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(names, values, words);
        setContent(grid);
        model.settings().addListener((ListChangeListener<Setting>) change -> show());
        model.refusals()
                .addListener(
                        (MapChangeListener<String, String>)
                                change -> {
                                    Label label = refusals.get(change.getKey());
                                    if (label != null) {
                                        tell(label, change.getKey());
                                    }
                                });
        show();
    }

    private void show() {
        grid.getChildren().clear();
        refusals.clear();
        int row = 0;
        String group = "";
        for (Setting setting : model.settings()) {
            String own = model.group(setting);
            if (!own.equals(group)) {
                group = own;
                Label head = new Label(own);
                head.getStyleClass().add("details-head");
                grid.add(head, 0, row++, 3, 1);
            }
            Label name = new Label(setting.key());
            name.getStyleClass().add("setting-key");
            Control editor = editor(setting);
            editor.setId("setting-" + setting.key());
            editor.setMaxWidth(Double.MAX_VALUE);
            editor.setDisable(setting.locked());
            name.setLabelFor(editor);
            Label meaning = new Label(model.meaning(setting));
            meaning.setWrapText(true);
            Label origin = new Label(origin(setting));
            origin.getStyleClass().add("setting-origin");
            origin.setWrapText(true);
            Label refusal = new Label();
            refusal.setId("refusal-" + setting.key());
            refusal.getStyleClass().add("refusal");
            refusal.setWrapText(true);
            refusals.put(setting.key(), refusal);
            tell(refusal, setting.key());
            VBox words = new VBox(meaning, origin, refusal);
            grid.addRow(row++, name, editor, words);
        }
        if (model.settings().isEmpty()) {
            Label loading = new Label(presentation.text("settings.loading"));
            loading.getStyleClass().add("dim");
            grid.add(loading, 0, 0, 3, 1);
        }
    }

    private Control editor(Setting setting) {
        if (!setting.choices().isEmpty()) {
            ComboBox<String> box = new ComboBox<>();
            box.getItems().setAll(setting.choices());
            box.setValue(setting.value());
            box.setOnAction(e -> model.set(setting, box.getValue() == null ? "" : box.getValue()));
            return box;
        }
        TextField field = setting.secret() ? new PasswordField() : new TextField();
        field.setText(setting.secret() ? "" : setting.value());
        field.setPromptText(setting.secret() ? setting.value() : setting.fallback());
        Runnable keep =
                () -> {
                    boolean untouched = setting.secret() && field.getText().isEmpty();
                    if (!untouched) {
                        model.set(setting, field.getText());
                    }
                };
        field.setOnAction(e -> keep.run());
        field.focusedProperty()
                .addListener(
                        (p, old, focused) -> {
                            if (!focused && field.getScene() != null) {
                                keep.run();
                            }
                        });
        return field;
    }

    private String origin(Setting setting) {
        String from = presentation.text("settings.origin", model.origin(setting));
        if (setting.locked()) {
            return from + " " + presentation.text("settings.locked");
        }
        return setting.restart() ? from + " " + presentation.text("settings.restart") : from;
    }

    private void tell(Label label, String key) {
        String text = model.refusals().getOrDefault(key, "");
        label.setText(text);
        label.setVisible(!text.isEmpty());
        label.setManaged(label.isVisible());
    }
}
