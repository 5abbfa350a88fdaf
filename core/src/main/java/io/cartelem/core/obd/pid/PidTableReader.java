package io.cartelem.core.obd.pid;

import io.cartelem.core.model.Channel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads the PID table's resources. Lines that begin with `#` tell where the data comes from.
final class PidTableReader {
    /// The source of all OBD channels.
    private static final String SOURCE = "obd";

    /// The names that other tools and the recordings made with them use.
    private static final Map<Integer, String> CUSTOMARY =
            Map.of(
                    0x04, "ENGINE_LOAD",
                    0x05, "COOLANT_TEMP",
                    0x0A, "FUEL_PRESSURE",
                    0x0C, "RPM",
                    0x0D, "SPEED",
                    0x0E, "TIMING_ADVANCE",
                    0x0F, "INTAKE_TEMP",
                    0x10, "MAF",
                    0x11, "THROTTLE_POS",
                    0x2F, "FUEL_LEVEL");

    /// Symbols as a person reads them; a ratio and a count have none.
    private static final Map<String, String> UNITS =
            Map.of("degC", "°C", "deg", "°", "N*m", "N·m", "ratio", "", "count", "");

    private PidTableReader() {}

    static PidTable standard() {
        Map<Integer, Integer> lengths = new TreeMap<>();
        for (List<String> row : rows("pid_lengths.csv")) {
            lengths.put(Integer.parseInt(row.get(0), 16), Integer.parseInt(row.get(1)));
        }
        List<PidValue> values = new ArrayList<>();
        for (List<String> row : rows("pids.csv")) {
            values.add(value(row));
        }
        return new PidTable(lengths, values);
    }

    private static PidValue value(List<String> row) {
        int pid = Integer.parseInt(row.get(1), 16);
        String name = row.get(3);
        String description = row.get(4);
        String unit = row.get(5);
        Formula formula = Formula.compile(row.get(6));
        Channel channel =
                Channel.number(
                        SOURCE,
                        CUSTOMARY.getOrDefault(pid, name),
                        UNITS.getOrDefault(unit, unit),
                        decimals(unit, formula));
        return new PidValue(
                pid,
                channel,
                name,
                description,
                formula,
                Presence.of(description),
                Double.parseDouble(row.get(7)),
                Double.parseDouble(row.get(8)));
    }

    /// As many decimals as the smallest step of the value is worth, at most three.
    private static int decimals(String unit, Formula formula) {
        if (unit.equals("rpm")) {
            return 0;
        }
        byte[] data = new byte[8];
        double zero = formula.value(data);
        double step = Double.MAX_VALUE;
        for (int i = 0; i < data.length; i++) {
            data[i] = 1;
            double difference = Math.abs(formula.value(data) - zero);
            if (difference > 0) {
                step = Math.min(step, difference);
            }
            data[i] = 0;
        }
        return Math.clamp(Math.round(-Math.log10(step) + 0.1), 0, 3);
    }

    private static List<List<String>> rows(String resource) {
        List<List<String>> rows = new ArrayList<>();
        InputStream stream = PidTableReader.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new IllegalStateException("the resource " + resource + " is missing");
        }
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .forEach(line -> rows.add(cells(line)));
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + resource + " cannot be read", e);
        }
    }

    /// Splits at commas outside quotes.
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
