package io.cartelem.core.lap.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.TimingLine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

class CourseBookTest {
    private static final GeoPoint RING = new GeoPoint(50.3345, 6.9475);
    private static final GeoPoint HILL = new GeoPoint(47.1, 8.2);

    @TempDir Path folder;

    private Path file() {
        return folder.resolve(CourseBook.FILE);
    }

    private static Course ring() {
        return Course.circuit("ring", "Ring", TimingLine.across(RING, 45, 15))
                .withSplits(List.of(TimingLine.across(new GeoPoint(50.34, 6.95), 120, 12)))
                .withLength(5_148);
    }

    private static Course hill() {
        return Course.circuit("hill", "Am Berg", TimingLine.across(HILL, 0, 10))
                .withFinish(TimingLine.across(new GeoPoint(47.12, 8.21), 10, 10));
    }

    @Test
    void remembersCoursesOverARestart() {
        CourseBook book = new CourseBook(file());
        book.put(ring());
        book.put(hill());

        CourseBook again = new CourseBook(file());
        assertEquals(List.of(hill(), ring()), again.all());
        assertEquals(Optional.of(ring()), again.find("ring"));
    }

    @Test
    void recognisesACourseByItsPlace() {
        CourseBook book = new CourseBook(file());
        book.put(ring());
        book.put(hill());

        assertEquals(List.of(ring()), book.near(new GeoPoint(50.35, 6.96)));
        assertEquals(List.of(), book.near(new GeoPoint(50.5, 6.96)));
    }

    @Test
    void tellsOfEachChange() throws Exception {
        CourseBook book = new CourseBook(file());
        int[] heard = new int[1];
        long before = book.version();
        AutoCloseable listening = book.onChange(() -> heard[0]++);
        book.put(ring());
        book.put(ring().withName("The Ring"));
        assertTrue(book.remove("ring"));
        assertFalse(book.remove("ring"));
        listening.close();
        book.put(hill());

        assertEquals(3, heard[0]);
        assertTrue(book.version() > before);
    }

    @Test
    void findsAFreeIdForEachName() {
        CourseBook book = new CourseBook(file());
        assertEquals("nurburgring-gp", book.freeId("Nürburgring GP!"));
        assertEquals("track", book.freeId("天马"));
        book.put(Course.circuit("track", "天马", TimingLine.across(RING, 45, 15)));

        assertEquals("track-2", book.freeId("…"));
    }

    @Test
    void setsAsideAFileThatMakesNoSense() throws IOException {
        String[] wrong = {
            "{\"version\": 9, \"tracks\": []}",
            "{\"version\": 1, \"tracks\": [{\"id\": \"a\", \"name\": \"A\", \"length_m\": 0}]}",
            "{\"version\": 1, \"tracks\": [null]}",
            "null",
            "[]"
        };
        for (String text : wrong) {
            Files.writeString(file(), text);
            assertEquals(List.of(), new CourseBook(file()).all(), text);
            assertTrue(Files.exists(folder.resolve(CourseBook.FILE + ".unreadable")), text);
            Files.delete(folder.resolve(CourseBook.FILE + ".unreadable"));
        }
    }

    @Test
    void survivesAnyDamageToItsFile() throws IOException {
        CourseBook book = new CourseBook(file());
        book.put(ring());
        book.put(hill());
        byte[] whole = Files.readAllBytes(file());
        Random random = new Random(20_261_123);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            int length = random.nextBoolean() ? damaged.length : random.nextInt(damaged.length);
            Files.write(file(), Arrays.copyOf(damaged, length));
            assertTrue(new CourseBook(file()).all().size() <= 2);
        }
    }

    @Test
    void refusesCoursesThatCannotBe() {
        TimingLine line = TimingLine.across(RING, 0, 15);
        assertThrows(IllegalArgumentException.class, () -> Course.circuit("A b", "A", line));
        assertThrows(IllegalArgumentException.class, () -> Course.circuit("a", " ", line));
        assertThrows(IllegalArgumentException.class, () -> new TimingLine(RING, RING));
        assertThrows(IllegalArgumentException.class, () -> new TimingLine(RING, HILL));
        assertThrows(IllegalArgumentException.class, () -> new GeoPoint(91, 0));
        assertThrows(IllegalArgumentException.class, () -> new GeoPoint(0, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> ring().withLength(-1));
    }

    @Test
    void aLineKnowsItsMiddleAndItsDirection() {
        for (int heading = 0; heading < 360; heading += 30) {
            TimingLine line = TimingLine.across(RING, heading, 15);
            assertEquals(heading, line.heading() % 360, 0.01);
            assertEquals((heading + 180) % 360, line.reversed().heading(), 0.01);
            assertEquals(RING.latitude(), line.centre().latitude(), 1e-7);
            assertEquals(RING.longitude(), line.centre().longitude(), 1e-7);
        }
    }
}
