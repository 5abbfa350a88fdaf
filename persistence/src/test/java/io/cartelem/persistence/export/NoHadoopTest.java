package io.cartelem.persistence.export;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.port.Progress;
import io.cartelem.core.port.SignalQuery;
import io.cartelem.persistence.Drive;
import io.cartelem.persistence.MemoryStore;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Hadoop's classes are there for the compiler only; what ships has none of them.
class NoHadoopTest {

    @Test
    void writesParquetWhereHadoopIsNotOnTheClassPath(@TempDir Path folder) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.contains("hadoop-client")) {
                urls.add(url(entry));
            }
        }
        Path file = folder.resolve("drive.parquet");
        try (URLClassLoader without =
                new URLClassLoader(
                        urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            assertThrows(
                    ClassNotFoundException.class,
                    () -> without.loadClass("org.apache.hadoop.conf.Configuration"));
            without.loadClass(Export.class.getName())
                    .getMethod("run", Path.class)
                    .invoke(null, file);
        }
        assertTrue(Files.size(file) > 1_000);
    }

    private static URL url(String entry) throws MalformedURLException {
        URI uri = Path.of(entry).toUri();
        return uri.toURL();
    }

    /// What runs inside the class loader that knows no Hadoop.
    public static final class Export {
        private Export() {}

        public static void run(Path file) throws IOException {
            MemoryStore store = new MemoryStore();
            long session = Drive.record(store, 6, 100);
            Exporters.byId("parquet")
                    .orElseThrow()
                    .exportTo(store, SignalQuery.all(session), file, Progress.NONE);
        }
    }
}
