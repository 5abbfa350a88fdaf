package io.cartelem.app.fx;

import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Asks a person for a file. Behind an interface because the system's dialog exists only on a real
/// screen.
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
