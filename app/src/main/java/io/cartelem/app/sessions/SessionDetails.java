package io.cartelem.app.sessions;

import io.cartelem.app.text.Presentation;
import io.cartelem.core.model.SessionDraft;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.BiConsumer;

/// What a person says about the selected session, to be read and changed beside the table.
final class SessionDetails extends VBox {
    private final Presentation presentation;
    private final BiConsumer<SessionRow, SessionDraft> save;
    private final Label head = new Label();
    private final Label refusal = new Label();
    private final TextField name = new TextField();
    private final TextField car = new TextField();
    private final TextField driver = new TextField();
    private final TextField track = new TextField();
    private final TextArea notes = new TextArea();
    private final Button keep = new Button();
    private @Nullable SessionRow row;

    SessionDetails(Presentation presentation, BiConsumer<SessionRow, SessionDraft> save) {
        this.presentation = presentation;
        this.save = save;
        getStyleClass().add("details");
        head.getStyleClass().add("details-head");
        head.setWrapText(true);
        refusal.getStyleClass().add("refusal");
        refusal.setWrapText(true);
        notes.setWrapText(true);
        notes.setPrefRowCount(4);
        VBox.setVgrow(notes, Priority.ALWAYS);
        notes.setMaxHeight(220);
        keep.setId("details-save");
        keep.setText(presentation.text("sessions.save"));
        keep.getStyleClass().add("accent");
        keep.setMaxWidth(Double.MAX_VALUE);
        keep.setOnAction(e -> keep());
        getChildren().add(head);
        field("name", name);
        field("car", car);
        field("driver", driver);
        field("track", track);
        field("notes", notes);
        getChildren().addAll(refusal, keep);
        show(List.of());
    }

    void show(List<SessionRow> selected) {
        row = selected.size() == 1 ? selected.getFirst() : null;
        refusal.setText("");
        boolean one = row != null;
        getChildren().stream().skip(1).forEach(n -> n.setVisible(one));
        SessionRow shown = row;
        if (shown == null) {
            head.setText(
                    selected.isEmpty()
                            ? presentation.text("sessions.select")
                            : presentation.text("sessions.selected", selected.size()));
            return;
        }
        head.setText(presentation.text("sessions.details"));
        name.setText(shown.name());
        car.setText(shown.car());
        driver.setText(shown.driver());
        track.setText(shown.track());
        notes.setText(shown.notes());
    }

    private void field(String key, javafx.scene.control.TextInputControl field) {
        Label label = new Label(presentation.text("sessions." + key));
        label.setLabelFor(field);
        label.getStyleClass().add("dim");
        field.setId("details-" + key);
        getChildren().addAll(label, field);
    }

    private void keep() {
        SessionRow edited = row;
        if (edited == null) {
            return;
        }
        String newName = name.getText().strip();
        if (newName.isEmpty() || newName.length() > SessionDraft.NAME_LIMIT) {
            refusal.setText(presentation.text("sessions.name_refused", SessionDraft.NAME_LIMIT));
            name.requestFocus();
            return;
        }
        refusal.setText("");
        save.accept(
                edited,
                new SessionDraft(
                        newName,
                        orNull(car.getText()),
                        orNull(driver.getText()),
                        orNull(track.getText()),
                        orNull(notes.getText())));
    }

    private static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
