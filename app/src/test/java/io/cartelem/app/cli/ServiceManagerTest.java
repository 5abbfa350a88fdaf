package io.cartelem.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cartelem.app.docs.Programs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Python, which has such sockets, listens in systemd's place.
@Timeout(300)
class ServiceManagerTest {
    private static final String LISTENER =
            """
            import socket, sys
            name = sys.argv[1]
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.bind('\\0' + name[1:] if name[0] == '@' else name)
            print('listening', flush=True)
            for _ in range(3):
                print(repr(s.recv(4096).decode()), flush=True)
            """;

    @TempDir Path folder;

    @Test
    void tellsSystemdWhatHappens() throws Exception {
        hears(folder.resolve("notify").toString());
    }

    @Test
    void speaksToAnAbstractSocketToo() throws Exception {
        hears("@cartelem-test-" + ProcessHandle.current().pid());
    }

    @Test
    void saysNothingWhereNobodyAsked() {
        ServiceManager manager = ServiceManager.of(Map.of());
        manager.ready("recording");
        manager.stopping();
        ServiceManager gone =
                ServiceManager.of(Map.of("NOTIFY_SOCKET", folder.resolve("gone").toString()));
        gone.ready("recording");
        assertTrue(Files.notExists(folder.resolve("gone")));
    }

    private static void hears(String socket) throws IOException, InterruptedException {
        assumeTrue(System.getProperty("os.name").contains("Linux"), "systemd is Linux's");
        assumeTrue(Programs.present("python3"), "python3 is not on this machine to listen");
        Process python =
                new ProcessBuilder("python3", "-c", LISTENER, socket)
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader heard = python.inputReader()) {
            assertEquals("listening", heard.readLine());
            ServiceManager manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", socket));
            manager.ready("not recording");
            manager.alive("recording\n00:12");
            manager.stopping();
            assertEquals("'READY=1\\nSTATUS=not recording'", heard.readLine());
            assertEquals("'WATCHDOG=1\\nSTATUS=recording 00:12'", heard.readLine());
            assertEquals("'STOPPING=1'", heard.readLine());
            assertEquals(0, python.waitFor());
        } finally {
            python.destroyForcibly();
        }
    }
}
