package io.cartelem.core.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.port.Clock;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Every description in docs/SENSORS.md can be used, and its lines mean what is said there.
class SensorExamplesTest {
    private static final Pattern BLOCK = Pattern.compile("```toml\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern EXAMPLE = Pattern.compile("(?m)^# (.*) -> (.*)$");

    @Test
    void theDocumentedSensorsReadTheDocumentedLines() throws IOException {
        String text = Files.readString(Path.of("../docs/SENSORS.md"));
        int descriptions = 0;
        List<String> checked = new ArrayList<>();
        for (Matcher block = BLOCK.matcher(text); block.find(); descriptions++) {
            SensorFile file = SensorFile.parse("SENSORS.md", block.group(1));
            assertEquals(1, file.entries().size(), block.group(1));
            SensorFile.Entry entry = file.entries().getFirst();
            assertEquals(List.of(), entry.problems());
            List<String> lines = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (Matcher m = EXAMPLE.matcher(block.group(1)); m.find(); ) {
                lines.add(m.group(1));
                expected.add(m.group(1) + " -> " + m.group(2));
            }
            List<String> found =
                    SensorPreview.of(entry.sensor(), lines, Clock.system()).stream()
                            .map(line -> line.text() + " -> " + meaning(line))
                            .toList();
            assertEquals(expected, found);
            checked.addAll(found);
        }
        assertTrue(descriptions >= 10, "found " + descriptions);
        assertTrue(checked.size() >= 10, checked::toString);
    }

    @Test
    void aPreviewSaysWhyALineIsRefusedAndWhatIsInDoubt() {
        SensorFile.Entry entry =
                SensorFile.parse(
                                "f",
                                "[a]\nlink = \"http\"\nchannels = [\"x\", { name = \"y\", max = 5 }]")
                        .entries()
                        .getFirst();
        List<SensorPreview.Line> lines =
                SensorPreview.of(entry.sensor(), List.of("1", "1,9", "# hi"), Clock.system());
        assertEquals(List.of("the line has 1 column; 2 are described"), lines.get(0).remarks());
        assertEquals(SensorReader.Outcome.REFUSED, lines.get(0).outcome());
        assertEquals("x=1.0 y=9.0", meaning(lines.get(1)));
        assertEquals(List.of("y is not between -Infinity and 5.0"), lines.get(1).remarks());
        assertEquals(List.of("a comment"), lines.get(2).remarks());
    }

    private static String meaning(SensorPreview.Line line) {
        return switch (line.outcome()) {
            case REFUSED -> "refused";
            case NOTHING -> "nothing";
            case VALUES ->
                    line.values().stream()
                            .map(
                                    v ->
                                            v.channel().name()
                                                    + "="
                                                    + (v.text() == null
                                                            ? "" + v.number()
                                                            : v.text()))
                            .collect(Collectors.joining(" "));
        };
    }
}
