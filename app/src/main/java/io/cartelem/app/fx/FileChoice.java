package io.cartelem.app.fx;

import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Asks a person for a file, and shows one. Behind an interface because the system's dialogs exist
/// only on a real screen.
public interface FileChoice {

    /// A kind of file: what it is, and the endings of its names (`*.csv`).
    record Kind(String name, List<String> patterns) {
        public Kind(String name, String... patterns) {
            this(name, List.of(patterns));
        }
    }

    /// A file that exists, or empty when the person thought better of it.
    Optional<Path> open(String title, Path folder, List<Kind> kinds);

    /// A file to be written, or empty when the person thought better of it.
    Optional<Path> save(String title, Path folder, String name, List<Kind> kinds);

    /// A folder that exists, or empty when the person thought better of it.
    Optional<Path> folder(String title, Path folder);

    /// Shows a file in the system's file manager. Waits for that, so not on the FX thread.
    ///
    /// @throws IOException with a sentence for a person when there is none
    void reveal(Path file) throws IOException;

    /// The system's own dialogs, in front of `window`.
    static FileChoice ofSystem(Supplier<Window> window) {
        return new FileChoice() {
            @Override
            public Optional<Path> open(String title, Path folder, List<Kind> kinds) {
                File chosen = chooser(title, folder, kinds).showOpenDialog(window.get());
                return Optional.ofNullable(chosen).map(File::toPath);
            }

            @Override
            public Optional<Path> save(String title, Path folder, String name, List<Kind> kinds) {
                FileChooser chooser = chooser(title, folder, kinds);
                chooser.setInitialFileName(name);
                File chosen = chooser.showSaveDialog(window.get());
                return Optional.ofNullable(chosen).map(File::toPath);
            }

            @Override
            public Optional<Path> folder(String title, Path folder) {
                DirectoryChooser chooser = new DirectoryChooser();
                chooser.setTitle(title);
                File initial = folder.toFile();
                if (initial.isDirectory()) {
                    chooser.setInitialDirectory(initial);
                }
                File chosen = chooser.showDialog(window.get());
                return Optional.ofNullable(chosen).map(File::toPath);
            }

            @Override
            public void reveal(Path file) throws IOException {
                FileManager.reveal(file);
            }
        };
    }

    private static FileChooser chooser(String title, Path folder, List<Kind> kinds) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        File initial = folder.toFile();
        if (initial.isDirectory()) {
            chooser.setInitialDirectory(initial);
        }
        for (Kind kind : kinds) {
            chooser.getExtensionFilters().add(new ExtensionFilter(kind.name(), kind.patterns()));
        }
        return chooser;
    }
}
