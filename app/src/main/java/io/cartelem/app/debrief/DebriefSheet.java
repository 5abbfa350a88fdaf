package io.cartelem.app.debrief;

import io.cartelem.app.debrief.DebriefPage.Block;
import io.cartelem.app.debrief.DebriefPage.Figure;
import io.cartelem.app.debrief.DebriefPage.Line;
import io.cartelem.app.text.Presentation;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/// Draws a debrief: large figures above, two columns of lines below. On the screen a line that has
/// a place leads there; on paper it does not.
final class DebriefSheet extends VBox {
    private static final int LEFT_BLOCKS = 3;

    /// What a figure needs in text sizes; where the window has less, figures stand in two rows.
    private static final double FIGURE = 11;

    private final Presentation presentation;
    private final @Nullable LongConsumer replayAt;

    /// @param replayAt shows a place in the replay; null on paper
    DebriefSheet(DebriefPage page, Presentation presentation, @Nullable LongConsumer replayAt) {
        this.presentation = presentation;
        this.replayAt = replayAt;
        getStyleClass().add("debrief-sheet");
        getChildren().addAll(heading(page), figures(page.figures()), blocks(page.blocks()));
    }

    private Node heading(DebriefPage page) {
        Label title = new Label(page.title());
        title.setId("debrief-title");
        title.getStyleClass().add("debrief-title");
        title.setWrapText(true);
        Label subtitle = new Label(page.subtitle());
        subtitle.getStyleClass().add("dim");
        subtitle.setWrapText(true);
        HBox first = new HBox(title);
        first.getStyleClass().add("page-tools");
        if (page.simulated()) {
            Label badge = new Label(presentation.text("bar.simulated"));
            badge.getStyleClass().add("simulated-badge");
            badge.setMinWidth(Region.USE_PREF_SIZE);
            first.getChildren().add(badge);
        }
        return new VBox(first, subtitle);
    }

    private static Node figures(List<Figure> figures) {
        GridPane row = new GridPane();
        row.getStyleClass().addAll("cards", "figures");
        List<Node> cards = new ArrayList<>();
        Label ruler = new Label();
        for (Figure figure : figures) {
            Label title = new Label(figure.title());
            title.getStyleClass().add("dim");
            Label value = new Label(figure.value());
            value.setId("debrief-" + figure.id());
            value.getStyleClass().addAll("mono", "debrief-figure");
            value.setMinWidth(Region.USE_PREF_SIZE);
            value.setAccessibleText(figure.title() + ": " + figure.value());
            Label note = new Label(figure.note());
            note.setId("debrief-" + figure.id() + "-note");
            note.getStyleClass().add("debrief-note");
            note.setWrapText(true);
            note.setMinHeight(Region.USE_PREF_SIZE);
            VBox card = new VBox(title, value, note);
            card.getStyleClass().add("card-panel");
            cards.add(card);
            ruler = title;
        }
        Label text = ruler;
        place(row, cards, cards.size());
        Runnable fit =
                () -> {
                    double wanted = cards.size() * FIGURE * text.getFont().getSize();
                    boolean narrow = row.getWidth() > 0 && row.getWidth() < wanted;
                    place(row, cards, narrow ? (cards.size() + 1) / 2 : cards.size());
                };
        row.widthProperty().addListener((p, old, now) -> fit.run());
        text.fontProperty().addListener((p, old, now) -> fit.run());
        return row;
    }

    /// Puts the cards into as many columns, each as wide as the others.
    private static void place(GridPane grid, List<Node> cards, int columns) {
        if (grid.getColumnConstraints().size() == columns) {
            return;
        }
        grid.getColumnConstraints().clear();
        for (int i = 0; i < columns; i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(100.0 / columns);
            grid.getColumnConstraints().add(column);
        }
        grid.getChildren().clear();
        for (int i = 0; i < cards.size(); i++) {
            grid.add(cards.get(i), i % columns, i / columns);
        }
    }

    private Node blocks(List<Block> blocks) {
        VBox left = new VBox();
        VBox right = new VBox();
        for (int i = 0; i < blocks.size(); i++) {
            (i < LEFT_BLOCKS ? left : right).getChildren().add(block(blocks.get(i)));
        }
        GridPane columns = new GridPane();
        columns.getStyleClass().add("debrief-columns");
        columns.addRow(0, left, right);
        for (VBox column : List.of(left, right)) {
            column.getStyleClass().add("debrief-column");
            ColumnConstraints half = new ColumnConstraints();
            half.setPercentWidth(50);
            columns.getColumnConstraints().add(half);
        }
        return columns;
    }

    private Node block(Block block) {
        Label title = new Label(block.title());
        title.getStyleClass().add("card-title");
        VBox panel = new VBox(title);
        panel.setId("debrief-" + block.id());
        panel.getStyleClass().addAll("card-panel", "debrief-block");
        if (block.lines().isEmpty()) {
            Label empty = new Label(block.empty());
            empty.getStyleClass().add("dim");
            empty.setWrapText(true);
            panel.getChildren().add(empty);
        }
        block.lines().forEach(line -> panel.getChildren().add(line(line)));
        return panel;
    }

    private Node line(Line line) {
        Label head = new Label(line.head());
        head.getStyleClass().add("debrief-head");
        head.setMinWidth(Region.USE_PREF_SIZE);
        Label text = new Label(line.text());
        text.setWrapText(true);
        text.setMaxWidth(Double.MAX_VALUE);
        text.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox row = new HBox(text);
        row.getStyleClass().add("debrief-line");
        if (!line.head().isEmpty()) {
            row.getChildren().addFirst(head);
        }
        if (line.striking()) {
            head.getStyleClass().add("debrief-striking");
        }
        LongConsumer show = replayAt;
        if (show != null && line.timeNs() >= 0) {
            row.getChildren().add(place(line, show));
        }
        return row;
    }

    private Button place(Line line, LongConsumer show) {
        Button button = new Button();
        button.setGraphic(new FontIcon("mdmz-play_circle_outline"));
        button.getStyleClass().addAll("flat", "icon-button", "debrief-place");
        button.setTooltip(new Tooltip(presentation.text("alert.show")));
        button.setAccessibleText(
                presentation.text("alert.show") + ": " + line.head() + " " + line.text());
        button.setOnAction(e -> show.accept(line.timeNs()));
        return button;
    }
}
