package io.cartelem.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

class ThirdPartyTest {

    @Test
    void namesEveryLibraryOfTheBuildsListWithItsLicence() throws IOException {
        List<ThirdParty> all = ThirdParty.all();
        String head;
        try (var list = ThirdParty.class.getResourceAsStream("/io/cartelem/app/THIRD-PARTY.txt")) {
            head = new String(list.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
        assertTrue(
                head.startsWith("Lists of " + all.size() + " third-party dependencies."),
                all.size() + " of: " + head.lines().findFirst());
        for (ThirdParty library : all) {
            assertFalse(library.licences().isBlank(), library.name());
            assertFalse(library.licences().contains("nknown"), library.toString());
        }
        assertEquals(
                List.of("Apache Software License, Version 2.0, GNU Lesser GPL, Version 3"),
                all.stream()
                        .filter(library -> library.name().startsWith("jSerialComm "))
                        .map(ThirdParty::licences)
                        .toList());
        assertEquals(
                List.of("EPL 2.0, GPL2 w/ CPE"),
                all.stream()
                        .filter(library -> library.name().startsWith("Jakarta Servlet "))
                        .map(ThirdParty::licences)
                        .toList());
    }
}
