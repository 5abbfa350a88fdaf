package io.cartelem.app.fx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Shows a file in the file manager of the system. Any thread that may wait a moment.
final class FileManager {
    private static final long PATIENCE_S = 5;

    private FileManager() {}

    /// @throws IOException when the system has no file manager that can be asked
    static void reveal(Path file) throws IOException {
        String os = System.getProperty("os.name");
        for (List<String> command : commands(os, file.toAbsolutePath())) {
            if (succeeds(command, os)) {
                return;
            }
        }
        throw new IOException(
                "No file manager could be opened. The folder is " + file.getParent() + ".");
    }

    /// What can be tried, the best first: those that select the file before those that only open
    /// its folder.
    static List<List<String>> commands(String osName, Path file) {
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.contains("win")) {
            return List.of(List.of("explorer.exe", "/select," + file));
        }
        if (os.contains("mac")) {
            return List.of(List.of("open", "-R", file.toString()));
        }
        List<List<String>> commands = new ArrayList<>();
        commands.add(
                List.of(
                        "dbus-send",
                        "--session",
                        "--print-reply",
                        "--dest=org.freedesktop.FileManager1",
                        "/org/freedesktop/FileManager1",
                        "org.freedesktop.FileManager1.ShowItems",
                        // a comma would begin another element of the array
                        "array:string:" + file.toUri().toString().replace(",", "%2C"),
                        "string:"));
        commands.add(List.of("xdg-open", String.valueOf(file.getParent())));
        return commands;
    }

    private static boolean succeeds(List<String> command, String os) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            // a file manager that stays in the foreground has opened; Explorer ends with 1 always
            boolean ended = process.waitFor(PATIENCE_S, TimeUnit.SECONDS);
            return !ended
                    || process.exitValue() == 0
                    || os.toLowerCase(Locale.ROOT).contains("win");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
