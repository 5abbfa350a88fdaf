package io.cartelem.app.sessions;

import io.cartelem.app.text.Presentation;
import io.cartelem.core.model.SessionDraft;

import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/// The fields of what a person says about a session. Car, driver and track offer what was said of
/// earlier ones; a name that cannot be is refused below the fields.
public final class SessionForm extends VBox {
    private final Presentation presentation;
    private final Label refusal = new Label();
    private final TextField name = new TextField();
    private final ComboBox<String> car = new ComboBox<>();
    private final ComboBox<String> driver = new ComboBox<>();
    private final ComboBox<String> track = new ComboBox<>();
    private final TextArea notes = new TextArea();

    /// @param prefix of the fields' ids, for example `details`
    public SessionForm(Presentation presentation, String prefix) {
        this.presentation = presentation;
        getStyleClass().add("session-form");
        refusal.setId(prefix + "-refusal");
        refusal.getStyleClass().add("refusal");
        refusal.setWrapText(true);
        notes.setWrapText(true);
        notes.setPrefRowCount(4);
        VBox.setVgrow(notes, Priority.ALWAYS);
        notes.setMaxHeight(220);
        field(prefix, "name", name);
        for (ComboBox<String> box : List.of(car, driver, track)) {
            box.setEditable(true);
            box.setMaxWidth(Double.MAX_VALUE);
            box.setVisibleRowCount(8);
        }
        field(prefix, "car", car);
        field(prefix, "driver", driver);
        field(prefix, "track", track);
        field(prefix, "notes", notes);
        getChildren().add(refusal);
    }

    /// Fills the fields.
    public void show(
            String newName, String newCar, String newDriver, String newTrack, String said) {
        name.setText(newName);
        car.getEditor().setText(newCar);
        driver.getEditor().setText(newDriver);
        track.getEditor().setText(newTrack);
        notes.setText(said);
        refusal.setText("");
    }

    /// Offers what was said before; what the fields hold stays.
    public void suggest(Suggestions suggestions) {
        offer(car, suggestions.cars());
        offer(driver, suggestions.drivers());
        offer(track, suggestions.tracks());
    }

    /// What Enter in the name does.
    public void setOnEnter(Runnable act) {
        name.setOnAction(e -> act.run());
    }

    /// Puts the cursor into the name, ready to be replaced.
    public void focusName() {
        name.requestFocus();
        name.selectAll();
    }

    /// What the fields say; empty, with the reason shown and the cursor on it, when the name cannot
    /// be.
    public Optional<SessionDraft> read() {
        String said = name.getText().strip();
        if (said.isEmpty() || said.length() > SessionDraft.NAME_LIMIT) {
            refusal.setText(presentation.text("sessions.name_refused", SessionDraft.NAME_LIMIT));
            name.requestFocus();
            return Optional.empty();
        }
        refusal.setText("");
        return Optional.of(
                new SessionDraft(
                        said,
                        orNull(car.getEditor().getText()),
                        orNull(driver.getEditor().getText()),
                        orNull(track.getEditor().getText()),
                        orNull(notes.getText())));
    }

    private void field(String prefix, String key, Control field) {
        Label label = new Label(presentation.text("sessions." + key));
        label.setLabelFor(field);
        label.getStyleClass().add("dim");
        field.setId(prefix + "-" + key);
        field.setAccessibleText(label.getText());
        if (field instanceof ComboBox<?> box) {
            box.getEditor().setAccessibleText(label.getText());
        }
        getChildren().addAll(label, field);
    }

    /// Items that go away take the text with them, so it is put back.
    private static void offer(ComboBox<String> box, List<String> items) {
        String text = box.getEditor().getText();
        if (!box.getItems().equals(items)) {
            box.getItems().setAll(items);
            box.getEditor().setText(text);
        }
    }

    private static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
