package io.cartelem.app.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The libraries that this build stands on, from the list that the build itself writes.
///
/// @param name with its version
/// @param licences as the library's own description names them, parted by commas
record ThirdParty(String name, String licences) {
    private static final String LIST = "/io/cartelem/app/THIRD-PARTY.txt";

    /// `(licence) (licence) name (group:artifact:version - address)`; a name may hold brackets.
    private static final Pattern LINE =
            Pattern.compile(
                    "\\s+(?<licences>\\(.+?\\)) (?=[^(])(?<name>.+) \\([^:()]+:[^:]+:(?<version>[^ ]+) - .*\\)");

    /// All of them, in the order of the list.
    static List<ThirdParty> all() {
        try (InputStream list = ThirdParty.class.getResourceAsStream(LIST)) {
            if (list == null) {
                throw new IllegalStateException("this build holds no " + LIST);
            }
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(LINE::matcher)
                    .filter(Matcher::matches)
                    .map(ThirdParty::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ThirdParty of(Matcher line) {
        String licences = line.group("licences");
        return new ThirdParty(
                line.group("name") + " " + line.group("version"),
                licences.substring(1, licences.length() - 1).replace(") (", ", "));
    }
}
