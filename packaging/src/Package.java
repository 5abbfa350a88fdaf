import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Makes the Java runtime, the application image with its AOT cache, and this system's installers.
/// Run by `mvn -Ppackage`, which has laid out the class path in `target/input` and the JavaFX
/// modules in `target/javafx`. What goes into them is said in `src/*.options` and nowhere else.
class Package {
    private final Path sources;
    private final Path target;
    private final String version;
    private final Os os = Os.current();

    private enum Os {
        LINUX("cartelem", "linux.options", "cartelem.png"),
        WINDOWS("Cartelem", "windows.options", "cartelem.ico"),
        MACOS("Cartelem", "macos.options", "cartelem.icns");

        final String application;
        final String options;
        final String icon;

        Os(String application, String options, String icon) {
            this.application = application;
            this.options = options;
            this.icon = icon;
        }

        static Os current() {
            String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
            return name.contains("win") ? WINDOWS : name.contains("mac") ? MACOS : LINUX;
        }
    }

    private Package(Path sources, Path target, String version) {
        this.sources = sources;
        this.target = target;
        this.version = version;
    }

    /// @param args the folder `packaging/src`, the folder `packaging/target`, the version
    static void main(String[] args) throws Exception {
        new Package(Path.of(args[0]).toAbsolutePath(), Path.of(args[1]).toAbsolutePath(), args[2])
                .run();
    }

    private void run() throws Exception {
        Path runtime = target.resolve("runtime");
        Path modules = target.resolve("modules");
        Path images = target.resolve("image");
        Path installers = target.resolve("installers");
        for (Path made :
                List.of(runtime, modules, target.resolve("unpacked"), images, installers)) {
            delete(made);
        }
        Natives.modules(target.resolve("javafx"), modules, tool("jmod"));
        call(
                List.of(
                        tool("jlink"),
                        "@" + sources.resolve("runtime.options"),
                        "--module-path",
                        modules.toString(),
                        "--output",
                        runtime.toString()));
        List<String> image = jpackage("app-image", images);
        image.addAll(
                List.of(
                        "@" + sources.resolve("image.options"),
                        "--input",
                        target.resolve("input").toString(),
                        "--main-jar",
                        "cartelem-app-" + version + ".jar",
                        "--runtime-image",
                        runtime.toString(),
                        "--icon",
                        sources.resolve("icon").resolve(os.icon).toString()));
        call(image);
        Path application = applicationIn(images);
        addPapers(application);
        Natives.sqlite(appFolder(application));
        long built = settle(application);
        Path cache = train(application);
        say("runtime", runtime);
        say("image without the AOT cache", images, cache);
        say("AOT cache", cache);
        Path resources = installerResources();
        for (String type : installerTypes()) {
            List<String> installer = jpackage(type, installers);
            installer.addAll(
                    List.of(
                            "--app-image",
                            application.toString(),
                            "--license-file",
                            sources.resolve("../../LICENSE").normalize().toString(),
                            "--file-associations",
                            sources.resolve("recording.properties").toString(),
                            "--resource-dir",
                            resources.toString(),
                            "@" + sources.resolve(os.options)));
            Path own = sources.resolve(type + ".options");
            if (Files.exists(own)) {
                installer.add("@" + own);
            }
            call(installer, os == Os.LINUX ? stamps(built) : Map.of(), Path.of("."));
        }
        try (Stream<Path> made = Files.list(installers)) {
            made.sorted().forEach(file -> say(file.getFileName().toString(), file));
        }
    }

    private List<String> jpackage(String type, Path into) {
        return new ArrayList<>(
                List.of(
                        tool("jpackage"),
                        "--type",
                        type,
                        "--name",
                        os.application,
                        "--app-version",
                        // installers know numbers only
                        version.replace("-SNAPSHOT", ""),
                        "@" + sources.resolve("cartelem.options"),
                        "--dest",
                        into.toString()));
    }

    /// What replaces the installers' own templates; the icon is kept once, with the others. The
    /// Debian package's needs are written by hand in `control`: what jpackage finds with ldd are
    /// the names of the building system's own release, and no other Debian or Ubuntu has them all.
    private Path installerResources() throws IOException {
        Path resources = target.resolve("resources");
        delete(resources);
        Files.createDirectories(resources);
        try (Stream<Path> files = Files.list(sources.resolve("linux"))) {
            for (Path file : files.toList()) {
                Files.copy(file, resources.resolve(file.getFileName()));
            }
        }
        Files.copy(
                sources.resolve("icon").resolve(os.icon),
                resources.resolve(os.application + extension(os.icon)));
        return resources;
    }

    private static String extension(String file) {
        return file.substring(file.lastIndexOf('.'));
    }

    /// An .rpm only where rpmbuild is, so that a Debian machine needs nothing of Red Hat's.
    private List<String> installerTypes() {
        return switch (os) {
            case LINUX -> onPath("rpmbuild") ? List.of("deb", "rpm") : List.of("deb");
            case WINDOWS -> List.of("msi");
            case MACOS -> List.of("dmg");
        };
    }

    private Path applicationIn(Path images) {
        return images.resolve(os == Os.MACOS ? os.application + ".app" : os.application);
    }

    /// Where jpackage puts the class path and the launcher's settings.
    private Path appFolder(Path application) {
        return switch (os) {
            case LINUX -> application.resolve("lib/app");
            case WINDOWS -> application.resolve("app");
            case MACOS -> application.resolve("Contents/app");
        };
    }

    private Path launcher(Path application) {
        return switch (os) {
            case LINUX -> application.resolve("bin").resolve(os.application);
            case WINDOWS -> application.resolve(os.application + ".exe");
            case MACOS -> application.resolve("Contents/MacOS").resolve(os.application);
        };
    }

    /// Licences, the list of what others made, and what a server needs, beside the program.
    private void addPapers(Path application) throws IOException {
        Path papers = Files.createDirectories(appFolder(application).resolve("share"));
        for (Path paper :
                List.of(
                        sources.resolve("../../LICENSE"),
                        sources.resolve("../../NOTICE"),
                        sources.resolve("licenses/Apache-2.0.txt"),
                        target.resolve(
                                "../../app/target/third-party/io/cartelem/app/THIRD-PARTY.txt"),
                        target.resolve("bom.json"))) {
            if (!Files.exists(paper)) {
                throw new IllegalStateException(
                        paper
                                + " was not made; its plugin does nothing where Maven is offline"
                                + " (-o)");
            }
            Files.copy(
                    paper,
                    papers.resolve(paper.getFileName().toString()),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        if (os == Os.LINUX) {
            for (String file : List.of("70-cartelem.rules", "cartelem.service", "nginx.conf")) {
                Files.copy(sources.resolve("server").resolve(file), papers.resolve(file));
            }
        }
    }

    /// Drives the simulated car for some seconds in the image itself, and keeps the classes as they
    /// were loaded and linked (JEP 483, 514). The cache fits this runtime and this class path only,
    /// so it is made here and never copied from elsewhere.
    ///
    /// It keeps no profiles of methods (JEP 515): they let the optimising compiler begin with the
    /// start itself, which on two cores costs more than it brings.
    private Path train(Path application) throws Exception {
        Path cache = appFolder(application).resolve("cartelem.aot");
        Path data = Files.createTempDirectory("cartelem-training");
        List<String> drive = new ArrayList<>();
        boolean screen = os != Os.LINUX || !System.getenv().getOrDefault("DISPLAY", "").isEmpty();
        if (!screen && onPath("xvfb-run")) {
            drive.addAll(List.of("xvfb-run", "-a", "-s", "-screen 0 1400x900x24"));
            screen = true;
        }
        if (!screen) {
            System.out.println(
                    "No display and no xvfb-run: the AOT cache is trained without a window,"
                            + " and the window will open more slowly.");
        }
        drive.addAll(
                List.of(
                        launcher(application).toString(),
                        "simulate",
                        "--for",
                        "20",
                        "--port",
                        "0",
                        "--data-dir",
                        data.toString()));
        String training =
                "-XX:AOTCacheOutput=%s -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining"
                        .formatted(cache);
        call(drive, Map.of("JAVA_TOOL_OPTIONS", training), data);
        if (!Files.isRegularFile(cache)) {
            throw new IOException("the training run left no AOT cache");
        }
        Path settings = appFolder(application).resolve(os.application + ".cfg");
        String text = Files.readString(settings);
        Files.writeString(
                settings,
                text.replace(
                        "[JavaOptions]",
                        "[JavaOptions]\njava-options=-XX:AOTCache=$APPDIR/cartelem.aot"));
        delete(data);
        return cache;
    }

    /// Gives every file of the image one time: an AOT cache is good only for jars with the size and
    /// the time that they had in training, and installers are made from copies.
    ///
    /// @return that time, seconds since 1970
    private static long settle(Path application) throws IOException {
        long seconds = System.currentTimeMillis() / 1000;
        FileTime time = FileTime.from(seconds, TimeUnit.SECONDS);
        try (Stream<Path> files = Files.walk(application)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, time);
            }
        }
        return seconds;
    }

    /// What lets dpkg-deb and rpmbuild give the files in an installer that time again. rpmbuild
    /// takes it only from a file in the home folder.
    private Map<String, String> stamps(long built) throws IOException {
        Path home = Files.createDirectories(target.resolve("home"));
        Files.writeString(home.resolve(".rpmmacros"), "%clamp_mtime_to_source_date_epoch 1\n");
        return Map.of("SOURCE_DATE_EPOCH", String.valueOf(built), "HOME", home.toString());
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static void call(List<String> command) throws Exception {
        call(command, Map.of(), Path.of("."));
    }

    private static void call(List<String> command, Map<String, String> environment, Path folder)
            throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO().directory(folder.toFile());
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        if (code != 0) {
            throw new IOException(command + " ended with " + code);
        }
    }

    private static void say(String what, Path path, Path... without) {
        long bytes = size(path);
        for (Path less : without) {
            bytes -= size(less);
        }
        System.out.printf(Locale.ROOT, "%-40s %6.1f MB%n", what, bytes / 1e6);
    }

    private static long size(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
