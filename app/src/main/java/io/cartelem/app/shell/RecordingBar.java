package io.cartelem.app.shell;

import io.cartelem.app.share.SharingModel;
import io.cartelem.app.text.Presentation;

import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

import org.kordamp.ikonli.javafx.FontIcon;

/// The bar of truth: start and stop, elapsed time, session, collectors, losses, free disk.
final class RecordingBar extends HBox {
    private static final PseudoClass ON = PseudoClass.getPseudoClass("recording");
    private static final PseudoClass LOW = PseudoClass.getPseudoClass("low");

    private final Presentation presentation;
    private final HBox chips = new HBox();

    RecordingBar(
            RecordingModel model,
            SharingModel sharing,
            ShellModel shell,
            Presentation presentation) {
        this.presentation = presentation;
        getStyleClass().add("recording-bar");
        Label elapsed = new Label();
        elapsed.getStyleClass().add("elapsed");
        elapsed.textProperty().bind(model.elapsedProperty());
        elapsed.setMinWidth(Region.USE_PREF_SIZE);
        chips.getStyleClass().add("chips");
        showChips(model);
        model.chips().addListener((ListChangeListener<ChipModel>) change -> showChips(model));
        getChildren()
                .addAll(
                        button(model),
                        elapsed,
                        name(model),
                        byItself(model),
                        badge(shell),
                        spring(),
                        warning(model),
                        losses(model),
                        chips,
                        lan(sharing, shell),
                        disk(model));
        model.recordingProperty().addListener((p, old, on) -> pseudoClassStateChanged(ON, on));
    }

    private Button button(RecordingModel model) {
        Button button = new Button();
        button.setId("record");
        button.getStyleClass().add("record-button");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.textProperty()
                .bind(
                        Bindings.when(model.recordingProperty())
                                .then(presentation.text("bar.stop"))
                                .otherwise(presentation.text("bar.start")));
        FontIcon icon = new FontIcon("mdal-fiber_manual_record");
        button.setGraphic(icon);
        model.recordingProperty()
                .addListener(
                        (p, old, on) ->
                                icon.setIconLiteral(on ? "mdmz-stop" : "mdal-fiber_manual_record"));
        // never disabled: a button that loses the focus hands it to the name field, and the next M
        // would be a letter there instead of a marker
        button.setOnAction(e -> model.toggle());
        button.setTooltip(new Tooltip(presentation.text("bar.record_tip")));
        return button;
    }

    private StackPane name(RecordingModel model) {
        TextField field = new TextField();
        field.setId("session-name");
        field.setPromptText(presentation.text("bar.name_prompt"));
        field.setAccessibleText(presentation.text("bar.name_prompt"));
        field.textProperty().bindBidirectional(model.draftNameProperty());
        field.visibleProperty().bind(model.recordingProperty().not());
        field.setOnAction(e -> model.toggle());
        Label name = new Label();
        name.setId("session");
        name.getStyleClass().add("session-name");
        name.textProperty().bind(model.sessionProperty());
        name.visibleProperty().bind(model.recordingProperty());
        StackPane either = new StackPane(field, name);
        either.getStyleClass().add("bar-name");
        either.setMinWidth(100);
        HBox.setHgrow(either, Priority.SOMETIMES);
        return either;
    }

    private Label badge(ShellModel shell) {
        Label badge = new Label(presentation.text("bar.simulated"));
        badge.setId("simulated");
        badge.getStyleClass().add("simulated-badge");
        badge.setMinWidth(Region.USE_PREF_SIZE);
        badge.setTooltip(new Tooltip(presentation.text("bar.simulated_tip")));
        badge.visibleProperty().bind(shell.simulatedProperty());
        badge.managedProperty().bind(badge.visibleProperty());
        return badge;
    }

    private Label byItself(RecordingModel model) {
        Label label = new Label(presentation.text("bar.by_itself"));
        label.setId("by-itself");
        label.getStyleClass().add("small-badge");
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.setTooltip(new Tooltip(presentation.text("bar.by_itself_tip")));
        label.setAccessibleText(presentation.text("bar.by_itself_tip"));
        label.visibleProperty().bind(model.byItselfProperty());
        label.managedProperty().bind(label.visibleProperty());
        return label;
    }

    private static Label warning(RecordingModel model) {
        Label label = new Label();
        label.setId("store-problem");
        label.getStyleClass().add("bar-bad");
        label.textProperty().bind(model.problemProperty());
        hideWhenEmpty(label);
        return label;
    }

    private static Label losses(RecordingModel model) {
        Label label = new Label();
        label.setId("losses");
        label.getStyleClass().add("bar-bad");
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.textProperty().bind(model.lossesProperty());
        hideWhenEmpty(label);
        return label;
    }

    /// Whether others look on; leads to the page where that is decided.
    private Button lan(SharingModel sharing, ShellModel shell) {
        Chip chip = new Chip();
        Button button = new Button();
        button.setId("lan");
        button.getStyleClass().addAll("flat", "lan-button");
        button.setGraphic(chip);
        button.setMinWidth(USE_PREF_SIZE);
        Runnable show =
                () -> {
                    String sentence = sharing.sentenceProperty().get();
                    chip.show(
                            new ChipModel(
                                    "lan",
                                    presentation.text("share.lan"),
                                    sharing.wordsProperty().get(),
                                    sentence,
                                    sharing.moodProperty().get()));
                    button.setAccessibleText(presentation.text("share.lan") + ": " + sentence);
                };
        sharing.stateProperty().addListener((p, old, now) -> show.run());
        show.run();
        button.setOnAction(
                e -> {
                    shell.choosingProperty().set(false);
                    shell.pageProperty().set(Page.SHARE);
                });
        return button;
    }

    private static Label disk(RecordingModel model) {
        Label label = new Label();
        label.setId("disk");
        label.getStyleClass().add("bar-disk");
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.textProperty().bind(model.diskProperty());
        model.diskLowProperty()
                .addListener((p, old, low) -> label.pseudoClassStateChanged(LOW, low));
        hideWhenEmpty(label);
        return label;
    }

    private void showChips(RecordingModel model) {
        while (chips.getChildren().size() > model.chips().size()) {
            chips.getChildren().removeLast();
        }
        for (int i = 0; i < model.chips().size(); i++) {
            if (i == chips.getChildren().size()) {
                chips.getChildren().add(new Chip());
            }
            ((Chip) chips.getChildren().get(i)).show(model.chips().get(i));
        }
    }

    private static void hideWhenEmpty(Label label) {
        label.visibleProperty().bind(label.textProperty().isNotEmpty());
        label.managedProperty().bind(label.visibleProperty());
    }

    private static Region spring() {
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        return spring;
    }

    /// One collector: its name above, its state in colour and words below.
    private static final class Chip extends javafx.scene.layout.VBox {
        private final Label name = new Label();
        private final Label words = new Label();
        private final Tooltip tip = new Tooltip();

        Chip() {
            getStyleClass().add("chip");
            name.getStyleClass().add("chip-name");
            words.setGraphic(new FontIcon("mdal-fiber_manual_record"));
            words.setMinWidth(USE_PREF_SIZE);
            tip.setWrapText(true);
            tip.setMaxWidth(420);
            words.setTooltip(tip);
            name.setTooltip(tip);
            getChildren().addAll(name, words);
        }

        void show(ChipModel chip) {
            setId("chip-" + chip.source());
            name.setText(chip.name());
            words.setText(chip.words());
            words.getStyleClass().setAll("label", "mood", chip.mood().styleClass());
            words.setAccessibleText(chip.name() + ": " + chip.sentence());
            tip.setText(chip.sentence());
        }
    }
}
