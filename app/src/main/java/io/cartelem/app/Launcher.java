package io.cartelem.app;

import io.cartelem.app.cli.CartelemCommand;
import io.cartelem.app.cli.DesktopStart;

/// The main class. It extends no JavaFX class, because the launcher of a class path refuses an
/// Application whose toolkit is not on the module path.
public final class Launcher {
    private Launcher() {}

    /// @param args as typed after `cartelem`
    public static void main(String[] args) {
        System.exit(args.length == 0 ? DesktopStart.withoutArguments() : CartelemCommand.run(args));
    }
}
