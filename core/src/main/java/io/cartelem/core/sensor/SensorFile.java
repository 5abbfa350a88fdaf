package io.cartelem.core.sensor;

import io.cartelem.core.file.DescriptionFile;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The sensors that a user describes, as TOML (version 1.0): one table for each, explained in
/// `docs/SENSORS.md`. Immutable; changes make a new one and leave all other lines as they were
/// written.
public final class SensorFile {
    /// Its name where none is set.
    public static final String NAME = "sensors.toml";

    /// The section of calculated channels, which is no sensor's.
    private static final String CALCULATED = "calc";

    private static final int MOST_SENSORS = 64;

    private final String name;
    private final List<String> lines;
    private final List<Entry> entries = new ArrayList<>();
    private final List<SensorProblem> problems = new ArrayList<>();

    /// One sensor of the file.
    ///
    /// @param line where it begins, from 1
    /// @param text its lines
    /// @param sensor null if it cannot be used as it is described
    /// @param problems why not; empty exactly if it can be used
    public record Entry(
            String name,
            int line,
            String text,
            @Nullable SensorDefinition sensor,
            List<SensorProblem> problems) {}

    private SensorFile(String name, List<String> lines) {
        this.name = name;
        this.lines = List.copyOf(lines);
        Map<String, Integer> seen = new HashMap<>();
        for (SensorSections.Section section : SensorSections.of(lines)) {
            List<String> own = lines.subList(section.first(), section.end());
            if (section.name().isEmpty()) {
                outside(own);
            } else if (!section.name().equals(CALCULATED)) {
                entries.add(entry(section, own, seen));
            }
        }
    }

    /// Reads a text.
    ///
    /// @param name the file's name, for the sentences
    public static SensorFile parse(String name, String text) {
        return new SensorFile(name, DescriptionFile.lines(text));
    }

    /// Reads a file; one that does not exist has no sensors.
    ///
    /// @throws IOException with a sentence when it cannot be read
    public static SensorFile read(Path file) throws IOException {
        return parse(DescriptionFile.name(file), DescriptionFile.read(file));
    }

    /// Writes the file as a whole, so that a crash leaves the old or the new one.
    public void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text());
        Files.move(
                fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /// The sensors in the order of the file.
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /// The sensor with a name; the first if there are several.
    public Optional<Entry> find(String sensor) {
        return entries.stream().filter(e -> e.name().equals(sensor)).findFirst();
    }

    /// What is wrong outside of any sensor.
    public List<SensorProblem> problems() {
        return List.copyOf(problems);
    }

    /// The whole text.
    public String text() {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /// The same with a sensor's section replaced, or added at the end if it is new.
    ///
    /// @param sensor the name it has now, empty for a new one
    /// @param section its new text, which may give it another name
    public SensorFile with(String sensor, String section) {
        List<String> fresh = new ArrayList<>(section.strip().lines().toList());
        List<String> all = new ArrayList<>(lines);
        SensorSections.Section old = section(sensor);
        if (old == null) {
            if (!all.isEmpty() && !all.getLast().isBlank()) {
                all.add("");
            }
            all.addAll(fresh);
        } else {
            if (old.end() < all.size()) {
                fresh.add("");
            }
            List<String> place = all.subList(old.first(), old.end());
            place.clear();
            place.addAll(fresh);
        }
        return new SensorFile(name, all);
    }

    /// The same without a sensor.
    public SensorFile without(String sensor) {
        SensorSections.Section old = section(sensor);
        if (old == null) {
            return this;
        }
        List<String> all = new ArrayList<>(lines);
        all.subList(old.first(), old.end()).clear();
        return new SensorFile(name, all);
    }

    private SensorSections.@Nullable Section section(String sensor) {
        for (SensorSections.Section section : SensorSections.of(lines)) {
            if (!sensor.isEmpty() && section.name().equals(sensor)) {
                return section;
            }
        }
        return null;
    }

    private Entry entry(
            SensorSections.Section section, List<String> own, Map<String, Integer> seen) {
        int line = section.first() + 1;
        while (lines.get(line - 1).stripLeading().startsWith("#")) {
            line++;
        }
        String text = String.join("\n", own).strip();
        Integer before = seen.putIfAbsent(section.name(), line);
        SensorParser parser = new SensorParser(name, section.name(), section.first(), own);
        if (before != null) {
            parser.problem("", "there is a sensor of this name already, in line " + before);
        } else if (seen.size() > MOST_SENSORS) {
            parser.problem("", "there are more than " + MOST_SENSORS + " sensors");
        }
        SensorDefinition sensor = parser.parse();
        return new Entry(section.name(), line, text, sensor, parser.problems());
    }

    private void outside(List<String> own) {
        for (int i = 0; i < own.size(); i++) {
            String line = own.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                problems.add(
                        new SensorProblem(
                                name,
                                i + 1,
                                "",
                                "",
                                "\""
                                        + Quoting.shortened(line)
                                        + "\" stands before the first sensor; a sensor begins with"
                                        + " its name in brackets: [brakes]"));
                return;
            }
        }
    }
}
