package io.cartelem.app.debrief;

import io.cartelem.app.fx.Buttons;
import io.cartelem.app.text.Presentation;

import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

import org.jspecify.annotations.Nullable;

/// The debrief over the page it was opened from. Nothing waits for it: recording, keys and
/// navigation go on.
public final class DebriefView extends BorderPane {
    private final DebriefModel model;
    private final DebriefExport export;
    private final Presentation presentation;
    private final ScrollPane scroll = new ScrollPane();
    private final Button close;

    public DebriefView(DebriefModel model, DebriefExport export, Presentation presentation) {
        this.model = model;
        this.export = export;
        this.presentation = presentation;
        setId("debrief");
        getStyleClass().addAll("page", "debrief");
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        close = button("close", "mdal-arrow_back", "debrief.back");
        setTop(tools());
        setCenter(scroll);
        addEventHandler(
                KeyEvent.KEY_PRESSED,
                e -> {
                    if (e.getCode() == KeyCode.ESCAPE) {
                        model.close();
                        e.consume();
                    }
                });
        model.pageProperty().addListener((p, old, page) -> show(old, page));
        show(null, model.pageProperty().get());
    }

    private HBox tools() {
        close.setOnAction(e -> model.close());
        Button replay = button("replay", "mdmz-play_circle_outline", "sessions.replay");
        replay.setOnAction(e -> model.replayAt(0));
        Button png = button("png", "mdmz-save_alt", "debrief.png");
        png.setOnAction(e -> withPage(export::save));
        Button print = button("print", "mdmz-print", "debrief.print");
        print.setOnAction(e -> withPage(export::print));
        Region spring = new Region();
        HBox.setHgrow(spring, javafx.scene.layout.Priority.ALWAYS);
        HBox tools = new HBox(close, spring, replay, png, print);
        tools.getStyleClass().add("page-tools");
        return tools;
    }

    private void withPage(java.util.function.Consumer<DebriefPage> act) {
        DebriefPage page = model.pageProperty().get();
        if (page != null) {
            act.accept(page);
        }
    }

    private void show(@Nullable DebriefPage before, @Nullable DebriefPage page) {
        setVisible(page != null);
        setManaged(page != null);
        scroll.setContent(
                page == null ? null : new DebriefSheet(page, presentation, model::replayAt));
        if (page != null && before == null) {
            scroll.setVvalue(0);
            close.requestFocus();
        }
    }

    private Button button(String id, String icon, String key) {
        return Buttons.worded("debrief-" + id, icon, presentation.text(key));
    }
}
