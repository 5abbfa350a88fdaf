package io.cartelem.app.devices;

import io.cartelem.app.devices.CarSheet.Code;
import io.cartelem.app.devices.CarSheet.Codes;
import io.cartelem.app.devices.CarSheet.Fact;
import io.cartelem.app.devices.CarSheet.Frame;
import io.cartelem.app.devices.CarSheet.Unit;
import io.cartelem.app.devices.DiagnosticsModel.Activity;
import io.cartelem.app.fx.Buttons;
import io.cartelem.app.text.Presentation;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

import java.util.List;

/// What the car and the adapter say about themselves.
final class DiagnosticsView extends VBox {
    private final DiagnosticsModel model;
    private final Presentation presentation;
    private final VBox car = new VBox();
    private final VBox health = new VBox();

    DiagnosticsView(DiagnosticsModel model, Presentation presentation) {
        this.model = model;
        this.presentation = presentation;
        getStyleClass().add("device-rows");
        car.getStyleClass().add("device-rows");
        health.getStyleClass().add("device-rows");
        getChildren().addAll(tools(), hint(), question(), trouble(), health, car);
        model.carProperty().addListener((p, old, now) -> showCar(now));
        model.healthProperty().addListener((p, old, now) -> showHealth(now));
        showCar(model.carProperty().get());
        showHealth(model.healthProperty().get());
    }

    private Node tools() {
        BooleanBinding blocked =
                model.activityProperty()
                        .isNotEqualTo(Activity.NONE)
                        .or(model.usableProperty().not());
        Button read = button("diagnostics-read", "mdal-fact_check", "diagnostics.read");
        read.setOnAction(e -> model.read());
        Button check = button("diagnostics-check", "mdmz-speed", "diagnostics.check");
        check.setTooltip(new Tooltip(presentation.text("diagnostics.check_tip")));
        check.setOnAction(e -> model.checkAdapter());
        Button clear = button("diagnostics-clear", "mdal-delete_outline", "diagnostics.clear");
        clear.setOnAction(e -> model.askToClear());
        for (Button button : List.of(read, check, clear)) {
            button.disableProperty().bind(blocked);
        }
        ProgressBar bar = new ProgressBar();
        bar.setId("diagnostics-progress");
        bar.progressProperty().bind(model.progressProperty());
        Label doing = new Label();
        doing.setId("diagnostics-doing");
        doing.textProperty().bind(model.activityProperty().map(this::doing));
        HBox busy = new HBox(bar, doing);
        busy.getStyleClass().add("row-tools");
        busy.visibleProperty().bind(model.activityProperty().isNotEqualTo(Activity.NONE));
        HBox row = new HBox(read, clear, check, busy);
        row.getStyleClass().add("row-tools");
        return row;
    }

    private String doing(Activity activity) {
        return switch (activity) {
            case NONE -> "";
            case READING -> presentation.text("diagnostics.reading");
            case CLEARING -> presentation.text("diagnostics.clearing");
            case CHECKING -> presentation.text("diagnostics.checking");
        };
    }

    private Node hint() {
        Label hint = wrapped("", "dim");
        hint.setId("diagnostics-hint");
        hint.textProperty()
                .bind(
                        Bindings.when(model.usableProperty())
                                .then(presentation.text("diagnostics.not_read"))
                                .otherwise(presentation.text("diagnostics.unusable")));
        shownWhile(hint, model.carProperty().isNull().and(model.healthProperty().isNull()));
        return hint;
    }

    private Node question() {
        Label ask = wrapped(presentation.text("diagnostics.question"), "device-name");
        Label lost = wrapped(presentation.text("diagnostics.lost"), "device-sentence");
        Button yes = button("diagnostics-clear-yes", "mdal-delete", "diagnostics.clear_yes");
        yes.getStyleClass().add("danger");
        yes.setOnAction(e -> model.clearCodes());
        Button no = new Button(presentation.text("diagnostics.clear_no"));
        no.setId("diagnostics-clear-no");
        no.setMinWidth(Region.USE_PREF_SIZE);
        no.setOnAction(e -> model.keepCodes());
        HBox buttons = new HBox(no, yes);
        buttons.getStyleClass().add("row-tools");
        VBox panel = new VBox(ask, lost, buttons);
        panel.setId("diagnostics-question");
        panel.getStyleClass().addAll("card-panel", "question");
        shownWhile(panel, model.askingProperty());
        return panel;
    }

    private Node trouble() {
        Label label = wrapped("", "refusal");
        label.setId("diagnostics-trouble");
        label.textProperty().bind(model.troubleProperty());
        shownWhile(label, label.textProperty().isNotEmpty());
        return label;
    }

    private void showHealth(@Nullable HealthSheet sheet) {
        health.getChildren().clear();
        if (sheet == null) {
            return;
        }
        VBox panel = panel(presentation.text("diagnostics.health"));
        panel.setId("diagnostics-health");
        sheet.sentences().forEach(s -> panel.getChildren().add(wrapped(s, "device-sentence")));
        sheet.faults().forEach(s -> panel.getChildren().add(wrapped(s, "refusal")));
        if (!sheet.rates().isEmpty()) {
            panel.getChildren().add(wrapped(presentation.text("diagnostics.rates"), "dim"));
            panel.getChildren().add(flow(sheet.rates()));
        }
        health.getChildren().add(panel);
    }

    private void showCar(@Nullable CarSheet sheet) {
        car.getChildren().clear();
        if (sheet == null) {
            return;
        }
        VBox facts = panel(presentation.text("diagnostics.car"));
        facts.setId("diagnostics-car");
        facts.getChildren().add(grid(sheet.facts()));
        sheet.remarks().forEach(r -> facts.getChildren().add(wrapped(r, "device-details")));
        VBox codes = panel(presentation.text("diagnostics.codes"));
        codes.setId("diagnostics-codes");
        sheet.groups().forEach(group -> addCodes(codes, group));
        HBox.setHgrow(codes, Priority.ALWAYS);
        HBox both = new HBox(facts, codes);
        both.getStyleClass().add("side-by-side");
        facts.setMinWidth(300);
        facts.setPrefWidth(420);
        codes.setPrefWidth(560);
        car.getChildren().add(both);
        sheet.frames().forEach(frame -> car.getChildren().add(frame(frame)));
        sheet.units().forEach(unit -> car.getChildren().add(unit(unit)));
    }

    private void addCodes(VBox into, Codes group) {
        Label title = new Label(group.title());
        title.getStyleClass().add("code-kind");
        into.getChildren().add(title);
        if (group.codes().isEmpty()) {
            into.getChildren().add(wrapped(group.none(), "dim"));
        }
        for (Code code : group.codes()) {
            Label name = new Label(code.code());
            name.getStyleClass().add("code");
            name.setMinWidth(Region.USE_PREF_SIZE);
            Label meaning = wrapped(code.meaning(), "device-sentence");
            HBox.setHgrow(meaning, Priority.ALWAYS);
            HBox row = new HBox(name, meaning);
            row.getStyleClass().add("code-row");
            if (!code.unit().isEmpty()) {
                Label unit = new Label(code.unit());
                unit.getStyleClass().addAll("device-details", "mono");
                unit.setMinWidth(Region.USE_PREF_SIZE);
                row.getChildren().add(unit);
            }
            into.getChildren().add(row);
        }
    }

    private Node frame(Frame frame) {
        VBox panel = panel(frame.title());
        panel.getChildren().add(flow(frame.values()));
        return panel;
    }

    private Node unit(Unit unit) {
        VBox panel = panel(unit.name());
        panel.getChildren().add(wrapped(unit.details(), "device-details"));
        if (!unit.readiness().isEmpty()) {
            panel.getChildren().add(wrapped(unit.readiness(), "device-sentence"));
        }
        FlowPane monitors = new FlowPane();
        monitors.getStyleClass().add("facts-flow");
        for (CarSheet.Monitor monitor : unit.monitors()) {
            Label label = new Label(monitor.name());
            boolean complete = monitor.complete();
            label.setGraphic(new FontIcon(complete ? "mdal-check_circle" : "mdal-error_outline"));
            label.getStyleClass().addAll("mood", complete ? "mood-good" : "mood-warn");
            label.setAccessibleText(
                    monitor.name()
                            + ": "
                            + presentation.text(
                                    complete ? "diagnostics.complete" : "diagnostics.incomplete"));
            monitors.getChildren().add(label);
        }
        if (!unit.monitors().isEmpty()) {
            panel.getChildren().add(monitors);
        }
        return panel;
    }

    private static Node grid(List<Fact> facts) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("facts");
        for (Fact fact : facts) {
            Label term = new Label(fact.term());
            term.getStyleClass().add("device-details");
            term.setMinWidth(Region.USE_PREF_SIZE);
            grid.addRow(grid.getRowCount(), term, wrapped(fact.text(), "device-sentence"));
        }
        return grid;
    }

    private static Node flow(List<Fact> facts) {
        FlowPane flow = new FlowPane();
        flow.getStyleClass().add("facts-flow");
        for (Fact fact : facts) {
            Label term = new Label(fact.term());
            term.getStyleClass().add("device-details");
            Label text = new Label(fact.text());
            text.getStyleClass().add("fact-value");
            HBox pair = new HBox(term, text);
            pair.getStyleClass().add("fact");
            flow.getChildren().add(pair);
        }
        return flow;
    }

    private static VBox panel(String title) {
        VBox panel = new VBox(wrapped(title, "device-name"));
        panel.getStyleClass().add("card-panel");
        return panel;
    }

    private Button button(String id, String icon, String key) {
        return Buttons.worded(id, icon, presentation.text(key));
    }

    private static Label wrapped(String text, String styleClass) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add(styleClass);
        return label;
    }

    private static void shownWhile(Node node, ObservableValue<Boolean> condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(node.visibleProperty());
    }
}
