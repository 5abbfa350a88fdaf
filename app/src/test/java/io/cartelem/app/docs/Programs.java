package io.cartelem.app.docs;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/// What else is on this machine, for tests that let other programs use Cartelem.
public final class Programs {
    private Programs() {}

    /// Whether a program can be started.
    public static boolean present(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
