package io.cartelem.app.lap;

import io.cartelem.app.fx.Buttons;
import io.cartelem.app.fx.Theme;
import io.cartelem.app.map.SketchMapView;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.lap.Course;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// The track of a session on the map, and what sets and names its lines.
final class CourseView extends VBox {
    private final CourseModel model;
    private final Presentation presentation;
    private final SketchMapView map;
    private final FlowPane lines = new FlowPane();
    private final TextField name = new TextField();

    CourseView(CourseModel model, Presentation presentation, ObservableValue<Theme> theme) {
        this.model = model;
        this.presentation = presentation;
        getStyleClass().add("course");
        map = new SketchMapView(model.map(), presentation, theme, presentation.text("laps.no_map"));
        map.setId("course-map");
        VBox.setVgrow(map, Priority.ALWAYS);
        Label hint = new Label();
        hint.setId("course-hint");
        hint.getStyleClass().add("dim");
        hint.setWrapText(true);
        hint.setMinHeight(Region.USE_PREF_SIZE);
        hint.textProperty().bind(model.hintProperty());
        hint.visibleProperty().bind(model.hintProperty().isNotEmpty());
        hint.managedProperty().bind(hint.visibleProperty());
        getChildren().addAll(naming(), lines(), tools(), hint, map);
        model.slots().addListener((ListChangeListener<LineSlot>) change -> showLines());
        model.chosenProperty().addListener((p, old, now) -> select());
        model.courseProperty().addListener((p, old, now) -> showCourse(now));
        model.savedProperty().addListener((p, old, now) -> showCourse(course()));
        showLines();
        showCourse(course());
    }

    /// Draws what changed; once a frame.
    void refresh() {
        map.refresh();
    }

    private @Nullable Course course() {
        return model.courseProperty().get();
    }

    private Node naming() {
        name.setId("lap-track-name");
        name.setPromptText(presentation.text("laps.track_name"));
        name.setAccessibleText(presentation.text("laps.track_name"));
        name.setOnAction(e -> model.rename(name.getText()));
        HBox.setHgrow(name, Priority.ALWAYS);
        Button save = button("lap-save", "mdmz-save_alt", "laps.save");
        say(save, "laps.save");
        save.disableProperty()
                .bind(
                        Bindings.createBooleanBinding(
                                () -> name.getText().isBlank() || model.busyProperty().get(),
                                name.textProperty(),
                                model.busyProperty()));
        save.setOnAction(e -> model.rename(name.getText()));
        Button undo = button("course-undo", "mdmz-undo", "course.undo");
        undo.disableProperty().bind(model.undoableProperty().not().or(model.busyProperty()));
        undo.setOnAction(e -> model.undo());
        Button forget = button("course-forget", "mdal-delete_outline", "course.forget");
        forget.disableProperty().bind(model.savedProperty().not().or(model.busyProperty()));
        forget.setOnAction(e -> model.forget());
        HBox row = new HBox(name, save, undo, forget);
        row.getStyleClass().add("row-tools");
        row.visibleProperty().bind(model.courseProperty().isNotNull());
        row.managedProperty().bind(row.visibleProperty());
        return row;
    }

    private Node lines() {
        lines.setId("course-lines");
        lines.getStyleClass().add("course-lines");
        lines.visibleProperty().bind(model.editableProperty());
        lines.managedProperty().bind(lines.visibleProperty());
        return lines;
    }

    private Node tools() {
        Button here = button("course-here", "mdmz-my_location", "course.here");
        say(here, "course.here_short");
        here.disableProperty().bind(model.liveProperty().not().or(model.busyProperty()));
        here.setOnAction(e -> model.setHere());
        Button find = button("course-find", "mdmz-search", "course.find");
        say(find, "course.find_short");
        find.disableProperty().bind(model.busyProperty());
        find.setOnAction(e -> model.find());
        Button reverse = button("course-reverse", "mdmz-swap_vert", "course.reverse");
        reverse.setOnAction(e -> model.reverse());
        Button delete = button("course-delete", "mdal-clear", "course.delete");
        delete.setOnAction(e -> model.delete());
        for (Button needsLine : new Button[] {reverse, delete}) {
            boolean start = needsLine.equals(reverse);
            needsLine
                    .disableProperty()
                    .bind(
                            Bindings.createBooleanBinding(
                                    () -> !usable(model.chosenProperty().get(), start),
                                    model.chosenProperty(),
                                    model.courseProperty(),
                                    model.busyProperty()));
        }
        FlowPane row = new FlowPane(here, find, reverse, delete);
        row.getStyleClass().add("course-lines");
        row.visibleProperty().bind(model.editableProperty());
        row.managedProperty().bind(row.visibleProperty());
        return row;
    }

    private boolean usable(@Nullable LineSlot slot, boolean start) {
        return slot != null
                && !slot.isNew(course())
                && !model.busyProperty().get()
                && (start || slot.kind() != LineSlot.Kind.START);
    }

    private void showCourse(@Nullable Course now) {
        if (now != null && !name.isFocused()) {
            name.setText(model.savedProperty().get() ? now.name() : "");
        }
        showLines();
    }

    private void showLines() {
        lines.getChildren().clear();
        for (LineSlot slot : model.slots()) {
            ToggleButton button = new ToggleButton(model.name(slot));
            button.setId(
                    "line-"
                            + slot.kind().name().toLowerCase(java.util.Locale.ROOT)
                            + (slot.kind() == LineSlot.Kind.SPLIT ? "-" + (slot.index() + 1) : ""));
            if (slot.isNew(course())) {
                button.setGraphic(new FontIcon("mdal-add"));
            }
            button.setUserData(slot);
            button.setOnAction(e -> model.chosenProperty().set(button.isSelected() ? slot : null));
            lines.getChildren().add(button);
        }
        select();
    }

    private void select() {
        LineSlot chosen = model.chosenProperty().get();
        for (Node node : lines.getChildren()) {
            ((ToggleButton) node).setSelected(node.getUserData().equals(chosen));
        }
    }

    private Button button(String id, String icon, String key) {
        return Buttons.icon(id, icon, presentation.text(key));
    }

    /// A button with words is never narrower than they are, which the style of icons would allow.
    private void say(Button button, String key) {
        button.setText(presentation.text(key));
        button.getStyleClass().remove("icon-button");
        button.setMinWidth(Region.USE_PREF_SIZE);
    }
}
