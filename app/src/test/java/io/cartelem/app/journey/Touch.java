package io.cartelem.app.journey;

import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.input.MouseEvent;

import org.jspecify.annotations.Nullable;

/// Whether a control was clicked, and not something beside it. FX thread.
final class Touch {
    private final @Nullable Node node;
    private final EventHandler<MouseEvent> watcher = this::see;
    private boolean pressed;
    private boolean released;

    private Touch(@Nullable Node node) {
        this.node = node;
    }

    /// Begins to watch a control.
    static Touch watch(@Nullable Node node) {
        Touch touch = new Touch(node);
        if (node != null) {
            node.addEventFilter(MouseEvent.ANY, touch.watcher);
        }
        return touch;
    }

    /// Ends watching.
    ///
    /// @return whether it was pressed, and released over it unless it went away by the press
    boolean ended() {
        Node watched = node;
        if (watched == null) {
            return false;
        }
        watched.removeEventFilter(MouseEvent.ANY, watcher);
        return pressed && (released || watched.getScene() == null || !watched.isVisible());
    }

    private void see(MouseEvent event) {
        if (event.getEventType() == MouseEvent.MOUSE_PRESSED) {
            pressed = true;
        } else if (event.getEventType() == MouseEvent.MOUSE_RELEASED && node != null) {
            released = node.contains(node.screenToLocal(event.getScreenX(), event.getScreenY()));
        }
    }
}
