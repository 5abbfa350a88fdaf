package io.cartelem.app.shell;

import io.cartelem.app.sessions.SessionForm;
import io.cartelem.app.shell.SheetModel.Purpose;
import io.cartelem.app.shell.SheetModel.Sheet;
import io.cartelem.app.text.Presentation;

import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Draws the sheet beside the page; not there while it is closed.
final class SheetView extends VBox {
    private final SheetModel model;
    private final Presentation presentation;
    private final Label title = new Label();
    private final Label busy = new Label();
    private final SessionForm form;
    private final Button keep = new Button();

    SheetView(SheetModel model, RecordingModel recording, Presentation presentation) {
        this.model = model;
        this.presentation = presentation;
        setId("sheet");
        getStyleClass().add("sheet");
        setMaxWidth(USE_PREF_SIZE);
        title.getStyleClass().add("info-title");
        form = new SessionForm(presentation, "sheet");
        VBox.setVgrow(form, Priority.ALWAYS);
        form.setOnEnter(this::keep);
        busy.setId("sheet-busy");
        busy.getStyleClass().add("refusal");
        busy.setWrapText(true);
        busy.setMinHeight(USE_PREF_SIZE);
        busy.textProperty()
                .bind(
                        recording
                                .sessionProperty()
                                .map(name -> presentation.text("sheet.recording", name)));
        busy.visibleProperty()
                .bind(
                        Bindings.createBooleanBinding(
                                () ->
                                        recording.recordingProperty().get()
                                                && model.sheetProperty().get().purpose()
                                                        == Purpose.NEW,
                                recording.recordingProperty(),
                                model.sheetProperty()));
        busy.managedProperty().bind(busy.visibleProperty());
        keep.setId("sheet-keep");
        keep.getStyleClass().add("accent");
        keep.disableProperty().bind(busy.visibleProperty());
        keep.setOnAction(e -> keep());
        Button cancel = new Button(presentation.text("cancel"));
        cancel.setId("sheet-cancel");
        cancel.setOnAction(e -> model.close());
        HBox buttons = new HBox(cancel, keep);
        buttons.getStyleClass().add("sheet-buttons");
        getChildren().addAll(title, busy, form, buttons);
        addEventHandler(
                KeyEvent.KEY_PRESSED,
                e -> {
                    if (e.getCode() == KeyCode.ESCAPE) {
                        model.close();
                        e.consume();
                    }
                });
        model.sheetProperty().addListener((p, old, now) -> show(now));
        show(model.sheetProperty().get());
    }

    private void show(Sheet sheet) {
        boolean open = sheet.purpose() != Purpose.CLOSED;
        setVisible(open);
        setManaged(open);
        if (!open) {
            return;
        }
        boolean fresh = sheet.purpose() == Purpose.NEW;
        title.setText(presentation.text(fresh ? "sheet.new" : "sheet.edit"));
        keep.setText(presentation.text(fresh ? "bar.start" : "sessions.save"));
        form.suggest(sheet.suggestions());
        form.show(sheet.name(), sheet.car(), sheet.driver(), sheet.track(), sheet.notes());
        form.focusName();
    }

    private void keep() {
        if (!keep.isDisabled()) {
            form.read().ifPresent(model::keep);
        }
    }
}
