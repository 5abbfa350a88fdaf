package io.cartelem.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Map;

class UserFoldersTest {
    @Test
    void followsEachSystemsCustom() {
        assertEquals(
                Path.of("/home/ann/.local/share/cartelem"),
                UserFolders.data("Linux", "/home/ann", Map.of()));
        assertEquals(
                Path.of("/data/cartelem"),
                UserFolders.data("Linux", "/home/ann", Map.of("XDG_DATA_HOME", "/data")));
        assertEquals(
                Path.of("/home/ann/.local/share/cartelem"),
                UserFolders.data("Linux", "/home/ann", Map.of("XDG_DATA_HOME", "relative")));
        assertEquals(
                Path.of("/Users/ann/Library/Application Support/Cartelem"),
                UserFolders.data("Mac OS X", "/Users/ann", Map.of()));
        assertEquals(
                Path.of("D:/local/Cartelem"),
                UserFolders.data("Windows 11", "C:/Users/ann", Map.of("LOCALAPPDATA", "D:/local")));
        assertEquals(
                Path.of("C:/Users/ann/AppData/Local/Cartelem"),
                UserFolders.data("Windows 11", "C:/Users/ann", Map.of()));
    }

    @Test
    void keepsLogsApartFromDataWhereTheSystemDoes() {
        assertEquals(
                Path.of("/home/ann/.local/state/cartelem"),
                UserFolders.logs("Linux", "/home/ann", Map.of()));
        assertEquals(
                Path.of("/var/state/cartelem"),
                UserFolders.logs("Linux", "/home/ann", Map.of("XDG_STATE_HOME", "/var/state")));
        assertEquals(
                Path.of("/Users/ann/Library/Logs/Cartelem"),
                UserFolders.logs("Mac OS X", "/Users/ann", Map.of()));
        assertEquals(
                Path.of("C:/Users/ann/AppData/Local/Cartelem/logs"),
                UserFolders.logs("Windows 11", "C:/Users/ann", Map.of()));
    }
}
