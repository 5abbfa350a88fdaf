package io.cartelem.app.fx;

import javafx.stage.Window;

import java.util.function.Supplier;

/// The dialogs that belong to the system rather than to the window.
///
/// @param files asks for files and shows them
/// @param printing asks for a printer and prints
public record Dialogs(FileChoice files, Printing printing) {

    /// The system's own, in front of `window`.
    public static Dialogs ofSystem(Supplier<Window> window) {
        return new Dialogs(FileChoice.ofSystem(window), Printing.ofSystem(window));
    }
}
