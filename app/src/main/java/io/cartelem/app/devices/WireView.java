package io.cartelem.app.devices;

import io.cartelem.app.devices.WireLines.Line;
import io.cartelem.app.text.Presentation;
import io.cartelem.core.collect.Transcript.Direction;

import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// The bytes on the wire, the newest at the bottom.
final class WireView extends VBox {
    private static final PseudoClass OUT = PseudoClass.getPseudoClass("out");
    private static final PseudoClass REMARK = PseudoClass.getPseudoClass("remark");

    WireView(WireModel model, Presentation presentation) {
        getStyleClass().add("wire");
        ComboBox<String> source = new ComboBox<>(model.sources());
        source.setId("wire-source");
        source.setAccessibleText(presentation.text("wire.source"));
        source.setConverter(new Names(presentation));
        source.valueProperty().bindBidirectional(model.sourceProperty());
        ToggleButton pause = new ToggleButton(presentation.text("wire.pause"));
        pause.setId("wire-pause");
        pause.setGraphic(new FontIcon("mdmz-pause"));
        pause.setMinWidth(Region.USE_PREF_SIZE);
        pause.selectedProperty().bindBidirectional(model.pausedProperty());
        Button copy = new Button(presentation.text("wire.copy"));
        copy.setId("wire-copy");
        copy.setGraphic(new FontIcon("mdal-content_copy"));
        copy.setMinWidth(Region.USE_PREF_SIZE);
        copy.setOnAction(
                e -> {
                    ClipboardContent content = new ClipboardContent();
                    content.putString(model.text());
                    Clipboard.getSystemClipboard().setContent(content);
                });
        Label legend = new Label(presentation.text("wire.legend"));
        legend.getStyleClass().add("device-details");
        HBox tools = new HBox(source, pause, copy, legend);
        tools.getStyleClass().add("row-tools");
        ListView<Line> list = new ListView<>(model.lines());
        list.setId("wire-lines");
        list.setAccessibleText(presentation.text("devices.wire"));
        list.getStyleClass().add("wire-lines");
        Label none = new Label(presentation.text("wire.none"));
        none.getStyleClass().add("dim");
        list.setPlaceholder(none);
        list.setCellFactory(view -> new LineCell());
        model.lines()
                .addListener(
                        (ListChangeListener<Line>)
                                change -> list.scrollTo(model.lines().size() - 1));
        getChildren().addAll(tools, list);
    }

    private static final class LineCell extends ListCell<Line> {
        @Override
        protected void updateItem(@Nullable Line line, boolean empty) {
            super.updateItem(line, empty);
            Line shown = empty ? null : line;
            Direction direction = shown == null ? null : shown.direction();
            setText(
                    shown == null
                            ? null
                            : "%-13s %s  %s".formatted(shown.time(), shown.arrow(), shown.text()));
            pseudoClassStateChanged(OUT, direction == Direction.TO_DEVICE);
            pseudoClassStateChanged(REMARK, direction == Direction.NOTE);
        }
    }

    private static final class Names extends StringConverter<String> {
        private final Presentation presentation;

        Names(Presentation presentation) {
            this.presentation = presentation;
        }

        @Override
        public String toString(@Nullable String source) {
            return source == null ? "" : presentation.texts().source(source);
        }

        @Override
        public @Nullable String fromString(String name) {
            return null;
        }
    }
}
