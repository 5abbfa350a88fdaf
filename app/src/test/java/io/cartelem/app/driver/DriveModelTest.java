package io.cartelem.app.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.SnapshotTaker;
import io.cartelem.app.driver.DriveModel.Figure;
import io.cartelem.app.driver.DriveModel.SectorFigure;
import io.cartelem.app.driver.DriveModel.Standing;
import io.cartelem.app.fx.Background;
import io.cartelem.app.lap.RaceDrive;
import io.cartelem.app.station.Await;
import io.cartelem.app.text.Presentation;
import io.cartelem.app.text.Texts;
import io.cartelem.app.text.Units;
import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.session.CourseBook;
import io.cartelem.core.lap.session.LapRef;
import io.cartelem.core.lap.session.LiveLaps;
import io.cartelem.core.model.SessionDraft;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The third lap is the best, the fourth is ruined by a gap.
@Timeout(300)
class DriveModelTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir Path folder;
    private final FakeDesk desk = new FakeDesk();
    private final RaceDrive drive = RaceDrive.fiveLaps();
    private final Presentation presentation = new Presentation(Texts.of("en"), Units.METRIC);
    private final Notices notices = new Notices(text -> text);
    private final SnapshotTaker taker = new SnapshotTaker(desk, Runnable::run);
    private CourseBook book;
    private LiveLaps live;
    private DriveModel model;
    private double driven;
    private long originNs;

    @BeforeEach
    void open() {
        book = new CourseBook(folder.resolve(CourseBook.FILE));
        desk.timeLaps(book);
        live = new LiveLaps(desk.bus, book);
        desk.timeDrive(live);
        originNs = desk.clock.monoNs();
        model =
                new DriveModel(
                        desk, new Background(Runnable::run, Runnable::run), notices, presentation);
    }

    @AfterEach
    void close() {
        live.close();
    }

    /// Drives on until `metres` of the track have been passed since the first crossing of its line.
    private void driveTo(double metres) {
        double seconds = driven;
        double way = -300;
        for (int i = 1; i < drive.fixes().size() && way < metres; i++) {
            RaceDrive.Fix a = drive.fixes().get(i - 1);
            RaceDrive.Fix b = drive.fixes().get(i);
            way += (a.kph() + b.kph()) / 7.2 * (b.seconds() - a.seconds());
            seconds = b.seconds();
        }
        double until = Math.max(seconds, driven);
        desk.publish(drive.between(originNs, driven, until));
        desk.clock.advance(Duration.ofNanos(Math.round((until - driven) * 1e9)));
        driven = until;
    }

    /// Lets the timing catch up with what was driven, and shows it.
    private void look() {
        double last =
                drive.fixes().stream()
                        .mapToDouble(RaceDrive.Fix::seconds)
                        .filter(s -> s < driven)
                        .max()
                        .orElseThrow();
        long lastNs = originNs + Math.round(last * 1e9);
        Await.until(
                "the drive to be timed", PATIENCE, () -> live.state().now().latestNs() == lastNs);
        desk.clock.advance(Duration.ofMillis(100));
        model.update(taker.get());
    }

    private String figure(Figure figure) {
        return model.figure(figure).get();
    }

    @Test
    void withoutATrackItSaysSoAndAStartLineHereMakesOne() {
        driveTo(200);
        look();
        assertFalse(model.knownProperty().get());
        model.startHere();
        assertEquals("New track", book.all().getFirst().name());
        driveTo(400);
        look();
        assertTrue(model.titleProperty().get().startsWith("New track"));
    }

    @Test
    void aTrackTakesAsMuchOfALongNameAsATrackMayHave() {
        desk.recorder().start(new SessionDraft("Run", null, null, "ring ".repeat(40), null));
        driveTo(200);
        look();
        // the recording is asked for once in a while
        desk.clock.advance(Duration.ofMillis(300));
        model.update(taker.get());
        model.startHere();
        assertEquals(List.of(), notices.items().stream().filter(this::isTrouble).toList());
        assertEquals("ring ".repeat(Course.NAME_LIMIT / 5).strip(), book.all().getFirst().name());
    }

    private boolean isTrouble(Notices.Notice notice) {
        return notice.level() == Notices.Level.TROUBLE;
    }

    @Test
    void theDeltaComesWithTheFirstWholeLapAndHasItsSign() {
        book.put(drive.course());
        driveTo(900);
        look();
        assertTrue(model.titleProperty().get().endsWith("Lap 1"));
        assertEquals("–", figure(Figure.DELTA));
        assertEquals(presentation.text("driver.no_reference"), model.remarkProperty().get());
        driveTo(2 * drive.length() + 2_000);
        look();
        assertEquals(Standing.AHEAD, model.standingProperty().get());
        assertTrue(figure(Figure.DELTA).startsWith("−"), figure(Figure.DELTA));
        assertTrue(figure(Figure.PREDICTED).matches("1:3\\d\\.\\d{3}"), figure(Figure.PREDICTED));
        assertTrue(model.remarkProperty().get().startsWith("ahead of "));
    }

    @Test
    void aLapWithAGapIsTheLastButNeverTheBest() {
        book.put(drive.course());
        driveTo(4 * drive.length() + 1_500);
        look();
        assertTrue(model.titleProperty().get().endsWith("Lap 5"));
        assertTrue(
                figure(Figure.LAST).compareTo(figure(Figure.BEST)) < 0,
                figure(Figure.LAST) + " is shorter than " + figure(Figure.BEST));
        List<SectorFigure> sectors = List.copyOf(model.sectors());
        assertEquals(3, sectors.size());
        assertFalse(sectors.getFirst().old(), "the first sector of this lap is known");
        assertTrue(sectors.getLast().old(), "the last one is that of the lap before");
    }

    @Test
    void withoutPositionsThereIsNoDelta() {
        book.put(drive.course());
        driveTo(drive.length() + 1_500);
        look();
        assertNotEquals(Standing.UNKNOWN, model.standingProperty().get());
        desk.clock.advance(Duration.ofSeconds(3));
        model.update(taker.get());
        assertEquals(Standing.UNKNOWN, model.standingProperty().get());
        assertEquals("–", figure(Figure.DELTA));
        assertEquals("–", figure(Figure.PREDICTED));
        assertEquals(presentation.text("driver.lost"), model.remarkProperty().get());
    }

    @Test
    void aChosenReferenceIsFollowedAlsoWhenTheLineIsMovedAndCanBeGivenBack() {
        book.put(drive.course());
        desk.recorder().start(SessionDraft.named("Before"));
        desk.publish(drive.between(desk.clock.monoNs(), 0, drive.seconds() + 1));
        desk.clock.advance(Duration.ofMinutes(20));
        desk.recorder().stop();
        live.restart(desk.clock.monoNs());
        originNs = desk.clock.monoNs();
        driveTo(50);
        look();
        assertTrue(model.titleProperty().get().endsWith("Lap 1"));
        model.follow(new LapRef(1, 3), "the record");
        assertTrue(model.chosenProperty().get());
        driveTo(1_500);
        look();
        assertEquals(Standing.BEHIND, model.standingProperty().get());
        assertEquals("behind the record", model.remarkProperty().get());

        book.put(drive.course().withStart(drive.lineAt(200)).withSplits(List.of()));
        driveTo(1_700);
        look();
        assertTrue(model.sectors().isEmpty());
        driveTo(1_900);
        look();
        assertEquals(Standing.BEHIND, model.standingProperty().get());
        model.followBest();
        assertFalse(model.chosenProperty().get());
        driveTo(2_000);
        look();
        assertEquals(Standing.UNKNOWN, model.standingProperty().get());
    }
}
