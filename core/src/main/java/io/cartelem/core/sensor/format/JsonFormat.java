package io.cartelem.core.sensor.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.cartelem.core.sensor.SensorFormat;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// One JSON document a line: an object, or a list of objects, of which each is a row.
final class JsonFormat implements LineFormat {
    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 64;
    private static final int MOST_ROWS = 1_000;

    private static final ObjectReader READER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST)
                                                    .maxNumberLength(LONGEST_NUMBER)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .reader();

    private final JsonPointer records;
    private final List<JsonPointer> pointers;

    JsonFormat(SensorFormat.Json format, List<String> froms) {
        this.records = pointer(format.records());
        this.pointers = froms.stream().map(JsonFormat::pointer).toList();
    }

    /// A JSON pointer, or names with dots between.
    private static JsonPointer pointer(String path) {
        if (path.isEmpty() || path.startsWith("/")) {
            return JsonPointer.compile(path);
        }
        return JsonPointer.compile(
                "/" + path.replace("~", "~0").replace("/", "~1").replace('.', '/'));
    }

    @Override
    public LineResult read(String line) {
        JsonNode found;
        try {
            JsonNode document = READER.readTree(line);
            found = document.at(records);
        } catch (JsonProcessingException e) {
            return new LineResult.Refused("the line is no JSON document");
        }
        List<@Nullable String[]> rows = new ArrayList<>(1);
        if (found.isObject()) {
            add(found, rows);
        } else if (found.isArray()) {
            if (found.size() > MOST_ROWS) {
                return new LineResult.Refused("the list has more than " + MOST_ROWS + " objects");
            }
            for (JsonNode record : found) {
                add(record, rows);
            }
        } else {
            return new LineResult.Refused(
                    records.matches()
                            ? "the document is neither an object nor a list of objects"
                            : "there is no object and no list at " + records);
        }
        return rows.isEmpty()
                ? new LineResult.Refused("none of the described values is in it")
                : new LineResult.Rows(rows);
    }

    private void add(JsonNode record, List<@Nullable String[]> rows) {
        @Nullable String[] row = new @Nullable String[pointers.size()];
        boolean any = false;
        for (int i = 0; i < row.length; i++) {
            JsonNode value = record.at(pointers.get(i));
            if (!value.isMissingNode() && !value.isNull()) {
                row[i] = value.isValueNode() ? value.asText() : value.toString();
                any = true;
            }
        }
        if (any) {
            rows.add(row);
        }
    }
}
