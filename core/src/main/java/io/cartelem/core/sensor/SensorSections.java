package io.cartelem.core.sensor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of a sensor file cut into its sensors' sections, so that a mistake in one cannot reach
/// another, and so that one can be replaced without touching what a person wrote around it. A
/// section begins at its `[name]`, or at the comment lines right above it, and ends where the next
/// begins.
final class SensorSections {
    private static final Pattern HEAD =
            Pattern.compile("\\s*\\[{1,2}\\s*([A-Za-z0-9_-]+)\\s*(\\.[^\\]]*)?\\]{1,2}\\s*(#.*)?");

    private SensorSections() {}

    /// @param name the sensor's name, empty for what stands before the first
    /// @param first its first line, from 0
    /// @param end the line after its last
    record Section(String name, int first, int end) {}

    static List<Section> of(List<String> lines) {
        List<Section> sections = new ArrayList<>();
        String name = "";
        int first = 0;
        for (int i = 0; i < lines.size(); i++) {
            Matcher head = HEAD.matcher(lines.get(i));
            if (head.matches() && !(head.group(1).equals(name) && head.group(2) != null)) {
                int begin = i;
                while (begin > first && lines.get(begin - 1).stripLeading().startsWith("#")) {
                    begin--;
                }
                sections.add(new Section(name, first, begin));
                name = head.group(1);
                first = begin;
            }
        }
        sections.add(new Section(name, first, lines.size()));
        return sections;
    }
}
