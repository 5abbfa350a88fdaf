package io.cartelem.app.alert;

import io.cartelem.app.alert.RuleDraft.Field;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.alert.AlertRule.Kind;
import io.cartelem.core.alert.Severity;

import javafx.beans.Observable;
import javafx.collections.MapChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// The form in which one rule is written. What is wrong is said below its field.
final class RuleForm extends VBox {
    private final RulesModel model;
    private final Presentation presentation;
    private final GridPane grid = new GridPane();
    private final TextField name = field("name");
    private final ComboBox<String> channel = new ComboBox<>();
    private final ComboBox<Kind> kind = new ComboBox<>();
    private final TextField limit = field("limit");
    private final TextField hysteresis = field("hysteresis");
    private final TextField seconds = field("seconds");
    private final ComboBox<Severity> severity = new ComboBox<>();
    private final CheckBox sound = new CheckBox();
    private final Label limitUnit = new Label();
    private final Label hysteresisUnit = new Label();
    private final Label channelName = new Label();
    private final Map<Field, Label> wrong = new EnumMap<>(Field.class);
    private String id = "";
    private boolean enabled = true;
    private int row;

    RuleForm(RulesModel model, Presentation presentation) {
        this.model = model;
        this.presentation = presentation;
        setId("rule-form");
        getStyleClass().addAll("card-panel", "rule-form");
        grid.getStyleClass().add("settings");
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(Region.USE_PREF_SIZE);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(names, values);
        channel.setId("rule-channel");
        channel.setEditable(true);
        channel.setItems(model.channels());
        kind.setId("rule-kind");
        kind.getItems().setAll(Kind.values());
        kind.setConverter(words("rules.kind."));
        severity.setId("rule-severity");
        severity.getItems().setAll(Severity.values());
        severity.setConverter(words("rules.severity."));
        sound.setId("rule-sound");
        sound.setMnemonicParsing(false);
        sound.setText(presentation.text("rules.sound"));
        channelName.getStyleClass().add("dim");
        add("rules.name", name, Field.NAME);
        add("rules.channel", channel, Field.CHANNEL, channelName);
        add("rules.kind", kind, null);
        add("rules.limit", limit, Field.LIMIT, limitUnit);
        add("rules.hysteresis", hysteresis, Field.HYSTERESIS, hysteresisUnit);
        add("rules.seconds", seconds, Field.SECONDS, new Label("s"));
        add("rules.severity", severity, null);
        grid.add(sound, 1, row++);
        // beside the fields and not below: in sight however much is wrong
        HBox all = new HBox(grid, buttons());
        all.getStyleClass().add("rule-fields");
        HBox.setHgrow(grid, Priority.ALWAYS);
        getChildren().add(all);
        channel.getEditor().textProperty().addListener((Observable o) -> adapt());
        kind.valueProperty().addListener((Observable o) -> adapt());
        model.problems()
                .addListener(
                        (MapChangeListener<Field, String>)
                                change -> tell(change.getKey(), change.getValueAdded()));
        model.draftProperty().addListener((p, old, now) -> show(now));
        show(model.draftProperty().get());
    }

    private static TextField field(String id) {
        TextField field = new TextField();
        field.setId("rule-" + id);
        return field;
    }

    private void add(String key, Control editor, @Nullable Field field, Node... beside) {
        Label label = new Label(presentation.text(key));
        label.setLabelFor(editor);
        label.setMinHeight(Region.USE_PREF_SIZE);
        editor.setAccessibleText(presentation.text(key));
        editor.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(editor, Priority.ALWAYS);
        HBox line = new HBox(editor);
        line.getStyleClass().add("row-tools");
        line.getChildren().addAll(beside);
        VBox box = new VBox(line);
        if (field != null) {
            Label problem = new Label();
            problem.setId("rule-wrong-" + field.name().toLowerCase(Locale.ROOT));
            problem.getStyleClass().add("refusal");
            problem.setWrapText(true);
            wrong.put(field, problem);
            tell(field, null);
            box.getChildren().add(problem);
        }
        grid.addRow(row++, label, box);
    }

    private Node buttons() {
        Button save = new Button(presentation.text("rules.save"));
        save.setId("rule-save");
        save.getStyleClass().add("accent");
        save.setOnAction(e -> model.save(read()));
        Button cancel = new Button(presentation.text("cancel"));
        cancel.setId("rule-cancel");
        cancel.setOnAction(e -> model.cancel());
        for (TextField field : new TextField[] {name, limit, hysteresis, seconds}) {
            field.setOnAction(e -> model.save(read()));
        }
        for (Button button : new Button[] {save, cancel}) {
            button.setMaxWidth(Double.MAX_VALUE);
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        VBox buttons = new VBox(save, cancel);
        buttons.getStyleClass().add("rule-buttons");
        buttons.setMinWidth(Region.USE_PREF_SIZE);
        return buttons;
    }

    private RuleDraft read() {
        return new RuleDraft(
                id,
                name.getText(),
                channel.getEditor().getText(),
                kind.getValue(),
                limit.getText(),
                hysteresis.getText(),
                seconds.getText(),
                severity.getValue(),
                sound.isSelected(),
                enabled);
    }

    private void show(@Nullable RuleDraft draft) {
        setVisible(draft != null);
        setManaged(draft != null);
        if (draft == null) {
            return;
        }
        id = draft.id();
        enabled = draft.enabled();
        name.setText(draft.name());
        channel.setValue(draft.channel());
        channel.getEditor().setText(draft.channel());
        kind.setValue(draft.kind());
        limit.setText(draft.limit());
        hysteresis.setText(draft.hysteresis());
        seconds.setText(draft.seconds());
        severity.setValue(draft.severity());
        sound.setSelected(draft.sound());
        adapt();
        name.requestFocus();
    }

    /// Only what the kind needs can be typed, each with its unit.
    private void adapt() {
        String typed = channel.getEditor().getText();
        Kind chosen = kind.getValue();
        if (typed == null || chosen == null) {
            return;
        }
        channelName.setText(model.channelName(typed.strip()));
        String unit = model.unit(typed, chosen);
        limitUnit.setText(unit);
        hysteresisUnit.setText(unit);
        limit.setDisable(chosen == Kind.MISSING);
        hysteresis.setDisable(!RuleDraft.hasHysteresis(chosen));
    }

    private void tell(Field field, @Nullable String sentence) {
        Label label = wrong.get(field);
        if (label != null) {
            label.setText(sentence == null ? "" : sentence);
            label.setVisible(sentence != null);
            label.setManaged(sentence != null);
        }
    }

    private <E extends Enum<E>> StringConverter<E> words(String prefix) {
        return new StringConverter<>() {
            @Override
            public String toString(E value) {
                return value == null
                        ? ""
                        : presentation.text(prefix + value.name().toLowerCase(Locale.ROOT));
            }

            @Override
            public E fromString(String text) {
                throw new UnsupportedOperationException("kinds are chosen, not typed");
            }
        };
    }
}
