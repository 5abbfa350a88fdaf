package io.cartelem.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.bus.TelemetryBus;
import io.cartelem.core.collect.Await;
import io.cartelem.core.collect.CollectorRegistry;
import io.cartelem.core.collect.CollectorState;
import io.cartelem.core.collect.SourcePlan;
import io.cartelem.core.live.LiveState;
import io.cartelem.core.port.Clock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Does what docs/EXTENDING.md says, and what it warns of.
@Timeout(300)
class ExtendingTest {
    private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);

    @TempDir Path folder;

    @Test
    void theExampleOfTheDocumentationWorks() throws Exception {
        String text = Files.readString(Path.of("../docs/EXTENDING.md"));
        List<String> blocks = new ArrayList<>();
        for (Matcher m = BLOCK.matcher(text); m.find(); ) {
            blocks.add(m.group(1) + "\n" + m.group(2));
        }
        String source = block(blocks, "java");
        String service = block(blocks, "");
        assertTrue(text.contains("`" + Jars.SERVICE + "`"));
        Jars.make(
                folder.resolve("plugins/thermometer.jar"),
                folder.resolve("classes"),
                "example.ThermometerProvider",
                source,
                service);
        LiveState live = new LiveState();
        TelemetryBus bus = new TelemetryBus();
        bus.subscribe(live);
        try (ServerSocket thermometer = thermometer(-125)) {
            Files.writeString(
                    folder.resolve("plugins/thermometer.properties"),
                    block(blocks, "properties").replace("5025", "" + thermometer.getLocalPort()));
            try (PluginFolder plugins =
                            PluginFolder.load(folder.resolve("plugins"), Clock.system());
                    CollectorRegistry registry = new CollectorRegistry(Clock.system())) {
                plugins.plans(Set.of("obd")).forEach(plan -> registry.apply(plan, bus));
                Await.until(() -> live.latest("cabin.temperature").isPresent());
                assertEquals(-12.5, live.latest("cabin.temperature").orElseThrow().value());
                Await.until(
                        () -> registry.states().getFirst().phase() == CollectorState.Phase.RUNNING);
                CollectorState state = registry.states().getFirst();
                assertEquals("cabin thermometer", state.source() + " " + state.device());
            }
        }
    }

    @Test
    void theExampleWithoutItsSettingSaysWhatIsMissing() throws Exception {
        String text = Files.readString(Path.of("../docs/EXTENDING.md"));
        Matcher m = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL).matcher(text);
        assertTrue(m.find());
        Jars.make(
                folder.resolve("plugins/thermometer.jar"),
                folder.resolve("classes"),
                "example.ThermometerProvider",
                m.group(1),
                "example.ThermometerProvider");
        SourcePlan.Refused refused =
                assertInstanceOf(SourcePlan.Refused.class, plans(Set.of()).getFirst());
        assertEquals("cabin", refused.source());
        assertTrue(refused.sentence().contains("thermometer.properties"));
    }

    @Test
    void brokenJarsAreListedAndHarmNoOther() throws Exception {
        Path plugins = folder.resolve("plugins");
        Files.createDirectories(plugins);
        Files.writeString(plugins.resolve("Text file.jar"), "this is no jar");
        Jars.pack(plugins.resolve("empty.jar"), Files.createDirectory(folder.resolve("e")), "");
        Jars.pack(plugins.resolve("missing.jar"), folder.resolve("e"), "example.Nowhere");
        provider("throws", "throw new IllegalStateException(\"no battery\");");
        provider("links", "throw new NoClassDefFoundError(\"org/lib/Thing\");");
        provider("clash", "return java.util.List.of(new SourcePlan.Off(\"obd\", \"x\"));");
        provider("well", "return java.util.List.of(new SourcePlan.Off(\"well\", \"x\"));");
        List<String> all =
                plans(Set.of("obd")).stream()
                        .map(
                                plan ->
                                        plan
                                                        instanceof
                                                        SourcePlan.Refused(
                                                                String source,
                                                                String sentence)
                                                ? source + ": " + sentence
                                                : plan.source())
                        .sorted()
                        .toList();
        assertEquals(7, all.size(), all::toString);
        assertTrue(
                all.get(0).startsWith("plugin-clash: The plugin clash.jar names a source obd,"),
                all.get(0));
        assertTrue(
                all.get(1).startsWith("plugin-empty: The plugin empty.jar has no plugin:"),
                all.get(1));
        assertTrue(
                all.get(2).contains("links.jar fails when it is asked for its sources"),
                all.get(2));
        assertTrue(all.get(2).contains("org/lib/Thing"), all.get(2));
        assertTrue(
                all.get(3).startsWith("plugin-missing: The plugin missing.jar cannot be loaded"),
                all.get(3));
        assertTrue(all.get(4).startsWith("plugin-text_file: The plugin Text file.jar"), all.get(4));
        assertTrue(all.get(5).contains("IllegalStateException: no battery"), all.get(5));
        assertEquals("well", all.get(6));
    }

    @Test
    void aCollectorThatBreaksIsContained() throws Exception {
        Path classes = folder.resolve("classes-bad");
        Jars.make(
                folder.resolve("plugins/bad.jar"),
                classes,
                "example.Bad",
                """
                package example;
                import io.cartelem.core.collect.*;
                import io.cartelem.core.collect.transport.*;
                import io.cartelem.core.model.*;
                import io.cartelem.core.plugin.CollectorProvider;
                import java.util.List;
                public final class Bad implements CollectorProvider {
                    public List<SourcePlan> sources(Host host) {
                        return List.of(plan("lacking"), plan("lying"));
                    }
                    private static SourcePlan plan(String name) {
                        return SourcePlan.run(new Collector() {
                            public String source() { return name; }
                            public void run(ByteLink link, CollectorContext context) {
                                if (name.equals("lacking")) {
                                    throw new NoClassDefFoundError("org/lib/Thing");
                                }
                                context.device("liar");
                                context.rate(1);
                                context.rejected("nothing", new byte[0]);
                                context.state(CollectorState.Phase.STARTING, "a", "b");
                                context.publish(SampleBatch.of(
                                        Channel.number("obd", "RPM", "rpm", 0),
                                        context.clock().monoNs(), 1));
                            }
                        }, IdleLink.opener("nowhere"), SupervisorSettings.DEFAULT);
                    }
                }
                """,
                "example.Bad");
        TelemetryBus bus = new TelemetryBus();
        try (PluginFolder plugins = PluginFolder.load(folder.resolve("plugins"), Clock.system());
                CollectorRegistry registry = new CollectorRegistry(Clock.system())) {
            List<SourcePlan> plans = plugins.plans(Set.of());
            plans.forEach(plan -> registry.apply(plan, bus));
            Await.until(() -> error(registry, "lacking").contains("org/lib/Thing"));
            Await.until(() -> error(registry, "lying").contains("publishes obd.RPM"));
            assertEquals(0, bus.published());
            var running = registry.find("lying").orElseThrow();
            plans.forEach(plan -> registry.apply(plan, bus));
            assertEquals(running, registry.find("lying").orElseThrow());
        }
    }

    private static String error(CollectorRegistry registry, String source) {
        return registry.states().stream()
                .filter(s -> s.source().equals(source))
                .map(s -> String.valueOf(s.lastError()))
                .findFirst()
                .orElse("");
    }

    private void provider(String name, String body) throws IOException {
        Jars.make(
                folder.resolve("plugins/" + name + ".jar"),
                folder.resolve("classes-" + name),
                "example.P" + name,
                """
                package example;
                import io.cartelem.core.collect.SourcePlan;
                public final class P%s implements io.cartelem.core.plugin.CollectorProvider {
                    public java.util.List<SourcePlan> sources(Host host) { %s }
                }
                """
                        .formatted(name, body),
                "example.P" + name);
    }

    private List<SourcePlan> plans(Set<String> taken) {
        try (PluginFolder plugins = PluginFolder.load(folder.resolve("plugins"), Clock.system())) {
            return plugins.plans(taken);
        }
    }

    private static String block(List<String> blocks, String language) {
        return blocks.stream()
                .filter(block -> block.startsWith(language + "\n"))
                .findFirst()
                .orElseThrow()
                .substring(language.length() + 1);
    }

    /// Answers every `?` with the same temperature.
    private static ServerSocket thermometer(int tenths) throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (Socket caller = server.accept();
                                    InputStream in = caller.getInputStream()) {
                                while (in.read() == '?') {
                                    caller.getOutputStream()
                                            .write(
                                                    new byte[] {
                                                        (byte) (tenths >> 8), (byte) tenths
                                                    });
                                }
                            } catch (IOException e) {
                                assertTrue(server.isClosed() || e.getMessage() != null);
                            }
                        });
        return server;
    }
}
