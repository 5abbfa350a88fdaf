package io.cartelem.core.obd.diag;

import io.cartelem.core.model.Channel;
import io.cartelem.core.obd.iso.Decode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Trouble codes: how two bytes spell one, what it means, and how a recording keeps them.
public final class TroubleCodes {
    /// The channel under which the codes of a car are recorded, one sample for each time it was
    /// asked: the codes with a blank between them, or [#NONE].
    public static final Channel CHANNEL = Channel.text("obd", "trouble_codes");

    private static final String NONE = "none";
    private static final Pattern CODE = Pattern.compile("[PCBU][0-3][0-9A-F]{3}");

    private static final class Table {
        static final Map<String, String> MEANINGS = load();
    }

    private static final char[] SYSTEMS = {'P', 'C', 'B', 'U'};

    private TroubleCodes() {}

    /// The code in two bytes: two bits for the system, two for the first digit, then three hex
    /// digits.
    public static String code(byte high, byte low) {
        return "%c%d%X%02X"
                .formatted(
                        SYSTEMS[(high & 0xC0) >> 6], (high & 0x30) >> 4, high & 0x0F, low & 0xFF);
    }

    /// Reads the reply to service 03, 07 or 0A.
    ///
    /// @param data what follows the service byte
    /// @param counted whether the number of codes comes first, as on CAN; elsewhere each line has
    ///   three pairs, filled up with zeros
    public static Decode<List<String>> read(byte[] data, boolean counted) {
        int from = counted ? 1 : 0;
        if (counted && (data.length == 0 || data.length < 1 + 2 * (data[0] & 0xFF))) {
            return Decode.rejected("a list of trouble codes shorter than its count", data);
        }
        if (!counted && data.length % 2 != 0) {
            return Decode.rejected("a trouble code is cut in half", data);
        }
        int end = counted ? 1 + 2 * (data[0] & 0xFF) : data.length;
        List<String> codes = new ArrayList<>();
        for (int i = from; i < end; i += 2) {
            if (data[i] != 0 || data[i + 1] != 0) {
                codes.add(code(data[i], data[i + 1]));
            }
        }
        return Decode.of(codes);
    }

    /// Codes as a sample of [#CHANNEL].
    public static String text(List<TroubleCode> found) {
        String codes =
                found.stream()
                        .map(TroubleCode::code)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(" "));
        return codes.isEmpty() ? NONE : codes;
    }

    /// The codes in a sample of [#CHANNEL]; what is no code is left out.
    public static Set<String> parse(String text) {
        return CODE.matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// What a code means, for a person.
    public static String meaning(String code) {
        String known = Table.MEANINGS.get(code);
        return known != null ? known : byDigits(code);
    }

    /// How many codes have an own meaning.
    public static int known() {
        return Table.MEANINGS.size();
    }

    private static String byDigits(String code) {
        String system =
                switch (code.charAt(0)) {
                    case 'P' -> "Engine or transmission";
                    case 'C' -> "Chassis";
                    case 'B' -> "Body";
                    default -> "Network";
                };
        char digit = code.charAt(1);
        boolean generic =
                digit == '0'
                        || (code.charAt(0) == 'P' && digit == '2')
                        || (code.charAt(0) == 'P' && digit == '3' && code.charAt(2) >= '4')
                        || (code.charAt(0) == 'U' && digit == '3');
        if (!generic) {
            return system + ": a code of the manufacturer, see the car's workshop manual";
        }
        return code.charAt(0) == 'P' && digit == '0' ? system + part(code) : system + " fault";
    }

    /// The part of the engine that the third digit of a P0 code stands for.
    private static String part(String code) {
        return switch (code.charAt(2)) {
            case '0', '1', '2' -> ": fuel and air metering fault";
            case '3' -> ": ignition fault or misfire";
            case '4' -> ": emission control fault";
            case '5' -> ": speed, idle control or auxiliary input fault";
            case '6' -> ": control module or output circuit fault";
            case '7', '8', '9' -> ": transmission fault";
            default -> ": hybrid drive fault";
        };
    }

    private static Map<String, String> load() {
        Map<String, String> meanings = new HashMap<>();
        InputStream stream = TroubleCodes.class.getResourceAsStream("trouble_codes.csv");
        if (stream == null) {
            throw new IllegalStateException("the resource trouble_codes.csv is missing");
        }
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .forEach(line -> meanings.put(line.substring(0, 5), text(line.substring(6))));
            return meanings;
        } catch (IOException e) {
            throw new UncheckedIOException("the resource trouble_codes.csv cannot be read", e);
        }
    }

    private static String text(String cell) {
        return cell.startsWith("\"") ? cell.substring(1, cell.length() - 1) : cell;
    }
}
