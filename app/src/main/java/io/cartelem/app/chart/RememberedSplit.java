package io.cartelem.app.chart;

import io.cartelem.app.desk.Memory;

import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseEvent;

/// Two parts with a divider that is dragged with the mouse and stays where it was put, also after
/// the next start. What the window's size does to it is not remembered. FX thread.
public final class RememberedSplit extends SplitPane {
    private final Memory memory;
    private final String key;

    /// @param key under which the position is remembered
    /// @param standard the first part's share at first, from 0 to 1
    public RememberedSplit(
            Memory memory,
            String key,
            double standard,
            Orientation orientation,
            Node first,
            Node second) {
        super(first, second);
        this.memory = memory;
        this.key = key;
        setId(key.replace('.', '-'));
        setOrientation(orientation);
        setDividerPositions(Math.clamp(memory.number(key, standard), 0, 1));
        setMinHeight(0);
        addEventFilter(MouseEvent.MOUSE_RELEASED, e -> remember());
    }

    private void remember() {
        double now = getDividerPositions()[0];
        double before = memory.number(key, Double.NaN);
        // what differs by a pixel comes from rounding
        if (!(Math.abs(now - before) < 0.002)) {
            memory.put(key, Double.toString(now));
        }
    }
}
