package io.cartelem.app.lap;

import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.desk.Memory;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.Snapshot;
import io.cartelem.app.desk.SnapshotTaker;
import io.cartelem.app.fx.Background;
import io.cartelem.app.text.Presentation;
import io.cartelem.app.text.Texts;
import io.cartelem.app.text.Units;
import io.cartelem.core.lap.session.CourseBook;
import io.cartelem.core.lap.session.LapRef;
import io.cartelem.core.model.SessionDraft;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/// The models of the laps page on a station without devices. Work is done at once, unless it is
/// held.
final class LapsFixture implements LapsModel.Doors {
    final FakeDesk desk = new FakeDesk();
    final RaceDrive drive = RaceDrive.fiveLaps();
    final CourseBook book;
    final Notices notices;
    final Memory memory;
    final LapsModel model;
    final Presentation presentation;
    final List<String> opened = new ArrayList<>();
    private final Queue<Runnable> held = new ArrayDeque<>();
    private boolean holding;

    LapsFixture(Path folder) {
        this(folder, "en");
    }

    LapsFixture(Path folder, String language) {
        book = new CourseBook(folder.resolve(CourseBook.FILE));
        desk.timeLaps(book);
        memory = desk.memory();
        presentation = new Presentation(Texts.of(language), Units.METRIC);
        notices = new Notices(presentation.texts()::sentence);
        model =
                new LapsModel(
                        desk,
                        new Background(this::work, Runnable::run),
                        notices,
                        presentation,
                        memory,
                        this);
    }

    private void work(Runnable task) {
        if (holding) {
            held.add(task);
        } else {
            task.run();
        }
    }

    /// Lets the disk be slow until [#release].
    void hold() {
        holding = true;
    }

    /// How much the window has asked of it since [#hold].
    int waiting() {
        return held.size();
    }

    void release() {
        holding = false;
        while (!held.isEmpty()) {
            held.remove().run();
        }
    }

    long record(String name) {
        return record(name, drive, drive.seconds() + 1);
    }

    long record(String name, RaceDrive driven, double seconds) {
        desk.recorder().start(SessionDraft.named(name));
        desk.publish(driven.between(desk.clock.monoNs(), 0, seconds));
        desk.clock.advance(Duration.ofNanos(Math.round(seconds * 1e9)));
        desk.recorder().stop();
        return desk.store()
                .sessions(io.cartelem.core.port.SessionQuery.newest(1))
                .sessions()
                .getFirst()
                .id();
    }

    Snapshot snapshot() {
        return new SnapshotTaker(desk, Runnable::run).get();
    }

    /// What was said last, empty if nothing.
    String said() {
        return notices.items().isEmpty() ? "" : notices.items().getLast().text();
    }

    @Override
    public void replay(long sessionId, long fromNs, long toNs) {
        opened.add(sessionId + " " + fromNs + " " + toNs);
    }

    @Override
    public void follow(LapRef lap, String name) {
        opened.add(lap + " " + name);
    }
}
