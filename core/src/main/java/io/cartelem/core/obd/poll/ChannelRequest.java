package io.cartelem.core.obd.poll;

import io.cartelem.core.obd.pid.PidTable;
import io.cartelem.core.obd.pid.PidValue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A channel that is wanted, and how often.
///
/// @param hertz values a second, above 0 and at most 200
public record ChannelRequest(PidValue value, double hertz) {
    /// The channels of the settings' default.
    public static final String DEFAULT_LIST =
            "RPM,SPEED,THROTTLE_POS,ENGINE_LOAD@2,intake_manifold_pressure@2,TIMING_ADVANCE@1,"
                    + "MAF@1,COOLANT_TEMP@0.5,INTAKE_TEMP@0.5,FUEL_PRESSURE@0.5,FUEL_LEVEL@0.1,"
                    + "engine_oil_temperature@0.5,ambient_air_temperature@0.1";

    private static final double MAX_HERTZ = 200;

    public ChannelRequest {
        if (!(hertz > 0) || hertz > MAX_HERTZ) {
            throw new IllegalArgumentException(
                    "the rate of %s must be above 0 and at most %.0f Hz, not %s"
                            .formatted(value.channel().name(), MAX_HERTZ, hertz));
        }
    }

    /// Reads a list such as `RPM,SPEED,ENGINE_LOAD@2,COOLANT_TEMP@0.5`. A channel that stands twice
    /// counts with its last rate.
    ///
    /// @param fastHertz the rate of channels without one
    /// @throws IllegalArgumentException with a sentence that names the entry and what is allowed
    public static List<ChannelRequest> parse(String text, double fastHertz, PidTable table) {
        Map<String, ChannelRequest> requests = new LinkedHashMap<>();
        for (String entry : text.split(",")) {
            if (!entry.isBlank()) {
                ChannelRequest request = one(entry.strip(), fastHertz, table);
                requests.put(request.value().channel().name(), request);
            }
        }
        return new ArrayList<>(requests.values());
    }

    private static ChannelRequest one(String entry, double fastHertz, PidTable table) {
        int at = entry.indexOf('@');
        String name = at < 0 ? entry : entry.substring(0, at).strip();
        PidValue value =
                table.value(name)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "'%s' is no OBD channel; did you mean %s?"
                                                        .formatted(name, nearest(name, table))));
        if (at < 0) {
            return new ChannelRequest(value, fastHertz);
        }
        String rate = entry.substring(at + 1).strip();
        try {
            return new ChannelRequest(value, Double.parseDouble(rate));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'%s' in '%s' is no rate; write for example %s@2 for twice a second"
                            .formatted(rate, entry, name),
                    e);
        }
    }

    private static String nearest(String name, PidTable table) {
        String best = "";
        int bestDistance = Integer.MAX_VALUE;
        for (String candidate : table.names()) {
            int distance = distance(name.toLowerCase(Locale.ROOT), candidate);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        return best;
    }

    /// Levenshtein's distance, without regard to case.
    private static int distance(String name, String candidate) {
        String other = candidate.toLowerCase(Locale.ROOT);
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= name.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = name.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                int best = Math.min(diagonal + change, Math.min(row[j], row[j - 1]) + 1);
                diagonal = row[j];
                row[j] = best;
            }
        }
        return row[other.length()];
    }
}
