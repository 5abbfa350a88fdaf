package io.cartelem.app.journey;

import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.input.InputEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

import org.jspecify.annotations.Nullable;

/// What a control felt of the mouse, so that it is known when something beside it was met. FX
/// thread.
final class Touch {
    private final @Nullable Node node;
    private final EventHandler<InputEvent> watcher = this::see;
    private boolean pressed;
    private boolean released;
    private boolean turned;
    private int clicks;

    private Touch(@Nullable Node node) {
        this.node = node;
    }

    /// Begins to watch a control.
    static Touch watch(@Nullable Node node) {
        Touch touch = new Touch(node);
        if (node != null) {
            node.addEventFilter(InputEvent.ANY, touch.watcher);
        }
        return touch;
    }

    /// Ends watching.
    Touch ended() {
        if (node != null) {
            node.removeEventFilter(InputEvent.ANY, watcher);
        }
        return this;
    }

    /// Whether it was pressed, and released over it unless it went away by the press.
    boolean clicked() {
        return pressed
                && node != null
                && (released || node.getScene() == null || !node.isVisible());
    }

    boolean pressed() {
        return pressed;
    }

    /// Whether two clicks came so fast that they are one gesture.
    boolean doubleClicked() {
        return clicks >= 2;
    }

    /// Whether the wheel was turned over it.
    boolean turned() {
        return turned;
    }

    private void see(InputEvent event) {
        if (event.getEventType() == MouseEvent.MOUSE_PRESSED) {
            pressed = true;
        } else if (event instanceof MouseEvent mouse
                && event.getEventType() == MouseEvent.MOUSE_RELEASED
                && node != null) {
            released = node.contains(node.screenToLocal(mouse.getScreenX(), mouse.getScreenY()));
        } else if (event instanceof MouseEvent mouse
                && event.getEventType() == MouseEvent.MOUSE_CLICKED) {
            clicks = Math.max(clicks, mouse.getClickCount());
        } else if (event.getEventType() == ScrollEvent.SCROLL) {
            turned = true;
        }
    }
}
