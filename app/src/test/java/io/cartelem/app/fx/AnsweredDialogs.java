package io.cartelem.app.fx;

import io.cartelem.app.fx.Printing.Outcome;

import javafx.scene.image.Image;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The system's dialogs as a test answers them. Any thread.
public final class AnsweredDialogs {
    /// What the next file dialogs answer, one after the other; with none left they are cancelled.
    public final Queue<Path> chosen = new ConcurrentLinkedQueue<>();

    /// The names that were proposed for new files.
    public final Queue<String> proposed = new ConcurrentLinkedQueue<>();

    /// What was shown in the file manager.
    public final Queue<Path> revealed = new ConcurrentLinkedQueue<>();

    /// What was printed.
    public final Queue<Image> printed = new ConcurrentLinkedQueue<>();

    /// How printing ends.
    public volatile Outcome outcome = Outcome.PRINTED;

    public Dialogs dialogs() {
        return new Dialogs(files(), this::print);
    }

    public FileChoice files() {
        return new FileChoice() {
            @Override
            public Optional<Path> open(String title, Path folder, List<Kind> kinds) {
                return Optional.ofNullable(chosen.poll());
            }

            @Override
            public Optional<Path> save(String title, Path folder, String name, List<Kind> kinds) {
                proposed.add(name);
                return Optional.ofNullable(chosen.poll());
            }

            @Override
            public Optional<Path> folder(String title, Path folder) {
                return Optional.ofNullable(chosen.poll());
            }

            @Override
            public void reveal(Path file) {
                revealed.add(file);
            }
        };
    }

    public Outcome print(Image picture, String name) {
        printed.add(picture);
        return outcome;
    }
}
