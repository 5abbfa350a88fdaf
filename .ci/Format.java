import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Checks (`check`) or rewrites (`apply`) every Java file of the checkout in the house format:
/// google-java-format in its AOSP style, imports ordered, unused imports removed.
class Format {
    static void main(String[] args) throws Exception {
        boolean apply = args.length > 0 && args[0].equals("apply");
        var options = JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.AOSP).build();
        var formatter = new Formatter(options);
        List<Path> files;
        try (var walk = Files.walk(Path.of("."))) {
            files =
                    walk.filter(f -> f.toString().endsWith(".java"))
                            .filter(
                                    f ->
                                            !f.toString().contains("target")
                                                    && !f.toString().contains(".git"))
                            .sorted()
                            .toList();
        }
        int wrong = 0;
        for (Path file : files) {
            String before = Files.readString(file);
            String after =
                    formatter.formatSource(
                            ImportOrderer.reorderImports(
                                    RemoveUnusedImports.removeUnusedImports(before),
                                    options.style()));
            if (after.equals(before)) {
                continue;
            }
            if (apply) {
                Files.writeString(file, after);
            } else {
                wrong++;
                System.err.println("not in the house format: " + file);
            }
        }
        if (wrong > 0) {
            System.err.println(wrong + " files; `mvn -q -Pformat` puts them right");
            System.exit(1);
        }
    }
}
