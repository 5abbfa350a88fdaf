package io.cartelem.app.alert;

import io.cartelem.app.fx.Buttons;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.alert.AlertRule;

import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.javafx.FontIcon;

/// The rules that raise alerts, one below the other, and the form in which one is changed.
public final class RulesView extends ScrollPane {
    private final RulesModel model;
    private final Presentation presentation;
    private final VBox rows = new VBox();
    private final RuleForm form;

    public RulesView(RulesModel model, Presentation presentation) {
        this.model = model;
        this.presentation = presentation;
        setId("rules");
        setFitToWidth(true);
        getStyleClass().add("page-scroll");
        form = new RuleForm(model, presentation);
        rows.getStyleClass().add("device-rows");
        VBox page = new VBox(tools(), form, rows);
        page.getStyleClass().addAll("page", "wire");
        setContent(page);
        model.rules().addListener((ListChangeListener<AlertRule>) change -> show());
        model.draftProperty()
                .addListener(
                        (p, old, draft) -> {
                            if (draft != null) {
                                setVvalue(0);
                            }
                        });
        show();
    }

    private Node tools() {
        Button add = button("add", "mdal-add", "rules.add");
        add.setOnAction(e -> model.add());
        Button reset = button("reset", "mdmz-restore", "rules.reset");
        reset.setOnAction(e -> model.reset());
        Label hint = new Label(presentation.text("rules.hint"));
        hint.getStyleClass().add("device-details");
        hint.setWrapText(true);
        hint.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(hint, Priority.ALWAYS);
        HBox tools = new HBox(add, hint, reset);
        tools.getStyleClass().add("row-tools");
        return tools;
    }

    private void show() {
        rows.getChildren().setAll(model.rules().stream().map(this::row).toList());
        if (model.rules().isEmpty()) {
            Label none = new Label(presentation.text("rules.none"));
            none.getStyleClass().add("dim");
            rows.getChildren().add(none);
        }
    }

    private Node row(AlertRule rule) {
        CheckBox watches = new CheckBox();
        watches.setId("rule-on-" + rule.id());
        watches.setSelected(rule.enabled());
        watches.setAccessibleText(presentation.text("rules.watches", model.name(rule)));
        watches.setOnAction(e -> model.enable(rule, watches.isSelected()));
        Label name = new Label(model.name(rule));
        name.getStyleClass().add("device-name");
        Label condition = new Label(model.condition(rule));
        condition.getStyleClass().add("device-details");
        condition.setWrapText(true);
        VBox words = new VBox(name, condition);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        Label severity = new Label(presentation.text("rules.severity." + rule.severity().word()));
        severity.getStyleClass().addAll("severity", "severity-" + rule.severity().word());
        severity.setMinWidth(Region.USE_PREF_SIZE);
        FontIcon heard = new FontIcon(rule.sound() ? "mdmz-volume_up" : "mdmz-volume_off");
        Button edit = button("edit-" + rule.id(), "mdal-edit", "rules.edit");
        edit.setAccessibleText(presentation.text("rules.edit") + ": " + model.name(rule));
        edit.setOnAction(e -> model.edit(rule));
        Button remove = button("remove-" + rule.id(), "mdal-delete", "rules.remove");
        remove.setAccessibleText(presentation.text("rules.remove") + ": " + model.name(rule));
        remove.setOnAction(e -> model.remove(rule));
        HBox row = new HBox(watches, words, heard, severity, edit, remove);
        row.getStyleClass().addAll("card-panel", "port");
        return row;
    }

    private Button button(String id, String icon, String key) {
        return Buttons.worded("rule-" + id, icon, presentation.text(key));
    }
}
