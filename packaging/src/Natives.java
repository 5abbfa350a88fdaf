import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Takes native libraries out of their jars, so that they lie in the image as files. From a jar
/// each start would copy them into the user's folders, or compare them with what it copied before.
final class Natives {
    private Natives() {}

    /// Makes jmods, which keep libraries beside classes, of those of JavaFX's jars that have any.
    ///
    /// @param jars the modules as Maven gives them
    /// @param made where to lay the modules for jlink; does not exist yet
    /// @param jmod the JDK's tool
    static void modules(Path jars, Path made, String jmod) throws Exception {
        Files.createDirectories(made);
        for (Path jar : list(jars)) {
            String module = jar.getFileName().toString().replaceFirst("-[0-9].*", "");
            // not in the module path itself, where a folder of classes is a module, too
            Path unpacked = made.resolveSibling("unpacked").resolve(module);
            Path classes = unpacked.resolve("classes");
            Path libraries = unpacked.resolve("libraries");
            if (!unpack(jar, classes, libraries)) {
                Files.copy(jar, made.resolve(jar.getFileName()));
            } else {
                run(
                        List.of(
                                jmod,
                                "create",
                                "--class-path",
                                classes.toString(),
                                "--libs",
                                libraries.toString(),
                                made.resolve(module + ".jmod").toString()));
            }
        }
    }

    /// Moves SQLite's library for this machine from its jar into the image's application folder,
    /// where `org.sqlite.lib.path` of `image.options` looks for it, and drops the other systems'.
    static void sqlite(Path application) throws IOException {
        Path jar =
                list(application).stream()
                        .filter(file -> file.getFileName().toString().startsWith("sqlite-jdbc"))
                        .findFirst()
                        .orElseThrow();
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Path all = inside.getPath("/org/sqlite/native");
            for (Path library : list(all.resolve(system()).resolve(processor()))) {
                Files.copy(library, application.resolve(library.getFileName().toString()));
            }
            try (Stream<Path> files = Files.walk(all)) {
                for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /// @return whether there was a native library
    private static boolean unpack(Path jar, Path classes, Path libraries) throws IOException {
        boolean found = false;
        try (FileSystem inside = FileSystems.newFileSystem(jar);
                Stream<Path> files = Files.walk(inside.getPath("/"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                boolean library = file.toString().matches(".*\\.(so|dll|dylib)");
                Path to =
                        library
                                ? libraries.resolve(file.getFileName().toString())
                                : classes.resolve(file.toString().substring(1));
                Files.createDirectories(to.getParent());
                Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
                found |= library;
            }
        }
        return found;
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.contains("win") ? "Windows" : name.contains("mac") ? "Mac" : "Linux";
    }

    private static String processor() {
        String name = System.getProperty("os.arch");
        return name.equals("amd64") ? "x86_64" : name;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static void run(List<String> command) throws Exception {
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException(command + " ended with " + code);
        }
    }
}
