package io.cartelem.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// The version that the build wrote into the class path.
public final class Version {
    private Version() {}

    /// For example `1.2.0`.
    public static String text() {
        Properties build = new Properties();
        try (InputStream in =
                Version.class.getResourceAsStream("/io/cartelem/app/build.properties")) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build.getProperty("version", "development");
    }
}
