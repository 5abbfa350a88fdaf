package io.cartelem.server.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.cartelem.server.Phrasebook;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.zip.GZIPOutputStream;

/// The files that a browser loads: a fixed table of addresses and resources, so that no request can
/// name a file, and the station's sentences for each language of the pages. Read and compressed
/// once, when first asked for; answered with an entity tag.
public final class StaticFiles {
    private static final String OWN = "/web/";
    private static final String WEBJARS = "/META-INF/resources/webjars/";
    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "svg", "image/svg+xml",
                    "png", "image/png",
                    "json", "application/json",
                    "webmanifest", "application/manifest+json");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> resources = new LinkedHashMap<>();
    private final Map<String, String> phrases = new LinkedHashMap<>();
    private final ConcurrentMap<String, Loaded> loaded = new ConcurrentHashMap<>();
    private final Phrasebook phrasebook;

    /// A file in memory.
    ///
    /// @param zipped the content compressed, null where that gains nothing
    private record Loaded(String mediaType, byte[] content, byte @Nullable [] zipped, String tag) {}

    public StaticFiles(Phrasebook phrasebook) {
        this.phrasebook = phrasebook;
        for (String language : TRANSLATED) {
            phrases.put("/js/text/sentences-" + language + ".json", language);
        }
        own("/", "index.html");
        for (String name : OWN_FILES) {
            own("/" + name, name);
        }
        webjar("/lib/uplot.js", "org.webjars.npm", "uplot", "dist/uPlot.esm.js");
        webjar("/lib/uplot.css", "org.webjars.npm", "uplot", "dist/uPlot.min.css");
        webjar("/lib/leaflet.js", "org.webjars.npm", "leaflet", "dist/leaflet-src.esm.js");
        webjar("/lib/leaflet.css", "org.webjars.npm", "leaflet", "dist/leaflet.css");
        own("/docs", "docs.html");
        webjar("/lib/swagger.js", "org.webjars", "swagger-ui", "swagger-ui-bundle.js");
        webjar("/lib/swagger.css", "org.webjars", "swagger-ui", "swagger-ui.css");
    }

    /// Languages of the pages besides English.
    private static final Set<String> TRANSLATED = Set.of("de");

    private static final Set<String> OWN_FILES =
            Set.of(
                    "index.html",
                    "replay.html",
                    "laps.html",
                    "debrief.html",
                    "driver.html",
                    "app.css",
                    "laps.css",
                    "icon.svg",
                    "openapi.json",
                    "docs.js",
                    "js/api.js",
                    "js/stream.js",
                    "js/values.js",
                    "js/cards.js",
                    "js/history.js",
                    "js/past.js",
                    "js/charts.js",
                    "js/map.js",
                    "js/page.js",
                    "js/text.js",
                    "js/text/en.js",
                    "js/text/de.js",
                    "js/live.js",
                    "js/replay.js",
                    "js/session-list.js",
                    "js/marker-list.js",
                    "js/pin.js",
                    "js/alerts.js",
                    "js/alert-sound.js",
                    "js/lap-state.js",
                    "js/lap-cards.js",
                    "js/lap-table.js",
                    "js/lap-compare.js",
                    "js/lap-map.js",
                    "js/lap-picture.js",
                    "js/laps.js",
                    "js/driver.js",
                    "js/debrief.js");

    /// The addresses of all files.
    public Set<String> paths() {
        Set<String> paths = new HashSet<>(resources.keySet());
        paths.addAll(phrases.keySet());
        return Set.copyOf(paths);
    }

    /// Whether `path` is a page that a person opens.
    public static boolean isPage(String path) {
        return path.equals("/") || path.equals("/docs") || path.endsWith(".html");
    }

    /// Answers with the file at the request's address.
    public void serve(Context ctx) {
        Loaded file = loaded.computeIfAbsent(ctx.path(), this::load);
        ctx.header("Cache-Control", "no-cache");
        ctx.header("Vary", "Accept-Encoding");
        if (EntityTag.answered(ctx, file.tag())) {
            return;
        }
        ctx.contentType(file.mediaType());
        byte[] content = file.content();
        ctx.disableCompression();
        if (file.zipped() != null && accepts(ctx.header("Accept-Encoding"))) {
            ctx.header("Content-Encoding", "gzip");
            content = file.zipped();
        }
        ctx.res().setContentLength(content.length);
        if (!ctx.method().equals(HandlerType.HEAD)) {
            ctx.result(content);
        }
    }

    private void own(String path, String name) {
        resources.put(path, OWN + name);
    }

    private void webjar(String path, String group, String artifact, String file) {
        resources.put(path, WEBJARS + artifact + "/" + version(group, artifact) + "/" + file);
    }

    private Loaded load(String path) {
        String language = phrases.get(path);
        String resource = language == null ? resource(path) : path;
        byte[] content = language == null ? bytes(resource) : sentences(language);
        byte[] zipped = zip(content);
        String extension = resource.substring(resource.lastIndexOf('.') + 1);
        return new Loaded(
                TYPES.getOrDefault(extension, "application/octet-stream"),
                content,
                zipped.length < content.length * 9L / 10 ? zipped : null,
                EntityTag.of(content));
    }

    private String resource(String path) {
        return Optional.ofNullable(resources.get(path))
                .orElseThrow(() -> new IllegalStateException("no file at " + path));
    }

    private byte[] sentences(String language) {
        try {
            return JSON.writeValueAsBytes(phrasebook.sentences(language));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written", e);
        }
    }

    private static String version(String group, String artifact) {
        Properties properties = new Properties();
        String name = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
        try (InputStream in = StaticFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the library " + artifact + " is missing");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = StaticFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] zip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 2);
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static boolean accepts(@Nullable String header) {
        return header != null && header.contains("gzip");
    }
}
