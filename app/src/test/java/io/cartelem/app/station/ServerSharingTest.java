package io.cartelem.app.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.app.desk.Sharing;
import io.cartelem.core.config.ConfigLoader;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.port.Clock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

@Timeout(300)
class ServerSharingTest {
    @TempDir Path folder;

    @Test
    void servesThisComputerAloneUntilAPersonWantsMore() throws IOException {
        try (Station station = station(Map.of("OPERATOR_PIN", "483920"))) {
            Sharing sharing = new ServerSharing(station);
            assertEquals(Sharing.State.OFF, sharing.state());
            assertEquals("", sharing.pin());
            sharing.open();
            sharing.open();
            Sharing.State state = sharing.state();
            assertTrue(state.serving());
            assertFalse(state.shared());
            assertTrue(state.link().startsWith("http://127.0.0.1:"), state.link());
            assertEquals("483920", sharing.pin());
            sharing.renewLink();
            assertNotEquals(state.link(), sharing.state().link());
        }
    }

    @Test
    void anAddressOfAnotherComputerIsRefusedInASentence() {
        // 192.0.2.0/24 is reserved for documentation (RFC 5737)
        try (Station station = station(Map.of("HOST", "192.0.2.7"))) {
            Sharing sharing = new ServerSharing(station);
            IOException refusal = assertThrows(IOException.class, sharing::open);
            assertTrue(refusal.getMessage().contains("192.0.2.7"), refusal.getMessage());
            assertFalse(sharing.state().serving());
        }
    }

    private Station station(Map<String, String> settings) {
        Configuration config = new ConfigLoader().commandLine(settings).load().configuration();
        return Station.open(config, folder, Clock.system(), "test");
    }
}
