package io.cartelem.core.lap.session;

import io.cartelem.core.file.JsonFile;
import io.cartelem.core.lap.Course;
import io.cartelem.core.lap.GeoPoint;
import io.cartelem.core.lap.LocalPlane;
import io.cartelem.core.port.StoreException;
import io.cartelem.core.port.StoreException.Reason;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// The courses a user has saved, in one JSON file. Safe on any thread; changes wait for the disk.
public final class CourseBook {
    /// The file's name in the data folder.
    public static final String FILE = "tracks.json";

    /// A course further from the car than this is another one.
    public static final double NEAR_M = 5_000;

    private static final int MOST = 1_000;

    private final JsonFile<CourseForm.Book> file;
    private final Map<String, Course> courses = new LinkedHashMap<>();
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
    private long version;

    /// Reads `file`, if it is there.
    public CourseBook(Path file) {
        this.file = new JsonFile<>(file, CourseForm.Book.class);
        this.file
                .read()
                .ifPresent(
                        book -> {
                            try {
                                for (Course course : book.read()) {
                                    courses.put(course.id(), course);
                                }
                            } catch (IllegalArgumentException e) {
                                courses.clear();
                                this.file.setAside(e);
                            }
                        });
    }

    /// All courses by name.
    public synchronized List<Course> all() {
        return courses.values().stream()
                .sorted(Comparator.comparing(Course::name).thenComparing(Course::id))
                .toList();
    }

    public synchronized Optional<Course> find(String id) {
        return Optional.ofNullable(courses.get(id));
    }

    /// Courses whose start is within [#NEAR_M] of `place`, the nearest first.
    public synchronized List<Course> near(GeoPoint place) {
        return courses.values().stream()
                .filter(course -> distance(course, place) <= NEAR_M)
                .sorted(Comparator.comparingDouble(course -> distance(course, place)))
                .toList();
    }

    private static double distance(Course course, GeoPoint place) {
        return LocalPlane.distance(course.start().centre(), place);
    }

    /// Saves a course, new or changed.
    ///
    /// @throws StoreException CONFLICT if there are too many, FAILED if the file cannot be written;
    ///   then nothing is changed
    public void put(Course course) {
        synchronized (this) {
            if (!courses.containsKey(course.id()) && courses.size() >= MOST) {
                throw new StoreException(
                        Reason.CONFLICT, "There are " + MOST + " tracks already; delete some.");
            }
            Map<String, Course> next = new LinkedHashMap<>(courses);
            next.put(course.id(), course);
            keep(next);
        }
        listeners.forEach(Runnable::run);
    }

    /// Deletes a course.
    ///
    /// @return whether there was one
    public boolean remove(String id) {
        synchronized (this) {
            if (!courses.containsKey(id)) {
                return false;
            }
            Map<String, Course> next = new LinkedHashMap<>(courses);
            next.remove(id);
            keep(next);
        }
        listeners.forEach(Runnable::run);
        return true;
    }

    private void keep(Map<String, Course> next) {
        file.write(CourseForm.Book.of(new ArrayList<>(next.values())));
        courses.clear();
        courses.putAll(next);
        version++;
    }

    /// An id for a new course of that name which no other has.
    public synchronized String freeId(String name) {
        String plain =
                Normalizer.normalize(name, Normalizer.Form.NFD)
                        .replaceAll("\\p{M}", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+|-+$", "");
        String base = plain.isEmpty() ? "track" : plain.substring(0, Math.min(32, plain.length()));
        String id = base;
        for (int i = 2; courses.containsKey(id); i++) {
            id = base + "-" + i;
        }
        return id;
    }

    /// Changes with every change of a course.
    public synchronized long version() {
        return version;
    }

    /// Calls `listener` after each change, on the thread that made it.
    ///
    /// @return the handle that ends it
    public AutoCloseable onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
