package io.cartelem.app.chart;

import javafx.scene.Node;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;

import org.jspecify.annotations.Nullable;

/// A channel on its way from wherever it is named onto a chart. FX thread.
public final class ChannelDrag {
    private static final String PREFIX = "cartelem-channel:";

    private ChannelDrag() {}

    /// Begins to drag a channel.
    ///
    /// @param event that the drag was detected with
    /// @param channelId for example `obd.RPM`
    public static void begin(MouseEvent event, Node from, String channelId) {
        ClipboardContent content = new ClipboardContent();
        content.putString(PREFIX + channelId);
        from.startDragAndDrop(TransferMode.COPY).setContent(content);
        event.consume();
    }

    /// The channel that is dragged, null for anything else.
    static @Nullable String channel(Dragboard dragged) {
        String text = dragged.getString();
        return text != null && text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : null;
    }
}
