package io.cartelem.core.lap.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.Channel;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

class LapCsvTest {
    @TempDir Path folder;

    private final MemoryReader reader = new MemoryReader();
    private LapService service;

    @BeforeEach
    void drive() {
        CourseBook book = new CourseBook(folder.resolve(CourseBook.FILE));
        book.put(Circle.course());
        service = new LapService(reader, book);
        reader.record(1, Circle.drive(5_000_000_000L, 25, 20, 30));
    }

    private static List<CSVRecord> read(CharSequence text) throws IOException {
        try (CSVParser parser = CSVParser.parse(text.toString(), CSVFormat.RFC4180)) {
            return parser.getRecords();
        }
    }

    @Test
    void aLapIsALineInSiUnits() throws IOException {
        StringBuilder text = new StringBuilder();
        LapCsv.laps(service.laps(1), text);
        List<CSVRecord> lines = read(text);

        assertEquals(4, lines.size());
        assertEquals(
                "lap,start_s,time_s,uncertainty_s,distance_m,max_speed_m_per_s",
                String.join(",", lines.getFirst().toList().subList(0, 6)));
        List<String> end = lines.getFirst().toList().reversed().subList(0, 3);
        assertEquals(List.of("reasons", "best", "counts"), end);
        CSVRecord third = lines.get(3);
        assertEquals("3", third.get(0));
        assertEquals(1_000 / 30.0, Double.parseDouble(third.get(2)), 0.05);
        assertEquals(30, Double.parseDouble(third.get(5)), 0.1);
        assertEquals("true", third.get(third.size() - 2), "it is the best");
    }

    @Test
    void aComparisonIsALineForEachPlaceAndWhatIsNotKnownIsEmpty() throws IOException {
        Channel heat = Channel.number("mesh", "=HYPERLINK(\"x\"),1", "°C", 1);
        for (int t = 0; t < 60; t++) {
            reader.add(1, heat, t * 1_000_000_000L, -20);
        }
        SessionComparison compared =
                service.compare(new LapRef(1, 1), new LapRef(1, 3), Set.of(heat.name()), 51);
        StringBuilder text = new StringBuilder();
        LapCsv.comparison(compared, text);
        List<CSVRecord> lines = read(text);

        assertEquals(52, lines.size());
        CSVRecord head = lines.getFirst();
        assertEquals("distance_m", head.get(0));
        assertEquals("gap_s", head.get(3));
        assertEquals("reference mesh.=HYPERLINK(\"x\"),1 [°C]", head.get(6));
        CSVRecord last = lines.getLast();
        assertEquals(compared.byDistance().total(), Double.parseDouble(last.get(3)), 1e-4);
        assertEquals(-20, Double.parseDouble(lines.get(1).get(6)), 1e-9);
        assertEquals("", last.get(7), "the channel fell silent before that lap");
    }

    @Test
    void noFieldBeginsAsAFormulaDoes() throws IOException {
        Channel channel = Channel.number("mesh", "=1+1", "@x", 0);
        reader.add(1, channel, 20_000_000_000L, 1);
        StringBuilder text = new StringBuilder();
        LapCsv.laps(service.laps(1), text);
        LapCsv.comparison(
                service.compare(new LapRef(1, 1), new LapRef(1, 2), Set.of("=1+1"), 50), text);
        for (CSVRecord line : read(text)) {
            for (String field : line) {
                assertTrue(field.isEmpty() || field.matches("-?[0-9.]+|[a-zA-Z].*"), field);
            }
        }
    }
}
