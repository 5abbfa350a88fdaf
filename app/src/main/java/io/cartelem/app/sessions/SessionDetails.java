package io.cartelem.app.sessions;

import io.cartelem.app.text.Presentation;
import io.cartelem.core.model.SessionDraft;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.BiConsumer;

/// What a person says about the selected session, to be read and changed beside the table.
final class SessionDetails extends VBox {
    private final Presentation presentation;
    private final BiConsumer<SessionRow, SessionDraft> save;
    private final Label head = new Label();
    private final SessionForm form;
    private final Button keep = new Button();
    private @Nullable SessionRow row;

    SessionDetails(Presentation presentation, BiConsumer<SessionRow, SessionDraft> save) {
        this.presentation = presentation;
        this.save = save;
        getStyleClass().add("details");
        head.getStyleClass().add("details-head");
        head.setWrapText(true);
        head.setMinHeight(Region.USE_PREF_SIZE);
        form = new SessionForm(presentation, "details");
        keep.setId("details-save");
        keep.setText(presentation.text("sessions.save"));
        keep.getStyleClass().add("accent");
        keep.setMaxWidth(Double.MAX_VALUE);
        keep.setOnAction(e -> keep());
        getChildren().addAll(head, form, keep);
        show(List.of());
    }

    /// Fills the fields if exactly one session is selected.
    void show(List<SessionRow> selected) {
        SessionRow before = row;
        SessionRow shown = selected.size() == 1 ? selected.getFirst() : null;
        row = shown;
        if (before != null && shown != null && sameDetails(before, shown)) {
            // what a person is typing outlives a refresh of the table
            return;
        }
        form.setVisible(shown != null);
        keep.setVisible(shown != null);
        if (shown == null) {
            head.setText(
                    selected.isEmpty()
                            ? presentation.text("sessions.select")
                            : presentation.text("sessions.selected", selected.size()));
            return;
        }
        head.setText(presentation.text("sessions.details"));
        form.show(shown.name(), shown.car(), shown.driver(), shown.track(), shown.notes());
    }

    /// Offers what was said of other sessions.
    void suggest(Suggestions suggestions) {
        form.suggest(suggestions);
    }

    private static boolean sameDetails(SessionRow a, SessionRow b) {
        return a.id() == b.id() && a.info().details().equals(b.info().details());
    }

    private void keep() {
        SessionRow edited = row;
        if (edited != null) {
            form.read().ifPresent(draft -> save.accept(edited, draft));
        }
    }
}
