package io.cartelem.server;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// What tests in a real browser share: one Chromium for all tests of a class, skipped with a
/// message where there is none.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InChromium {
    /// The browser's own; downloads are in `downloads`.
    @TempDir static Path folder;

    Chromium browser;

    @BeforeAll
    void openBrowser() {
        browser = new Chromium(folder);
    }

    @AfterAll
    void quitBrowser() {
        if (browser != null) {
            browser.close();
        }
    }
}
