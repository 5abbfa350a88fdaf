package io.cartelem.core.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.model.Channel;
import io.cartelem.core.model.Quality;
import io.cartelem.core.model.ValueKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

class SensorFileTest {
    private static final String ARDUINO =
            """
            [brakes]
            link = "/dev/ttyUSB0"
            channels = ["disc °C", "pressure bar", "lambda"]
            """;

    @TempDir Path folder;

    @Test
    void threeLinesDescribeAnArduino() {
        SensorDefinition sensor = only(ARDUINO);
        assertEquals("brakes", sensor.name());
        assertEquals(new SensorLink.Serial("/dev/ttyUSB0", 115_200), sensor.link());
        assertEquals(new SensorFormat.Csv(',', false), sensor.format());
        assertEquals(SensorTime.ARRIVAL, sensor.time());
        assertEquals(3, sensor.columns());
        assertEquals(
                List.of("disc/°C/1", "pressure/bar/2", "lambda//3"),
                sensor.channels().stream()
                        .map(c -> c.name() + "/" + c.channel().unit() + "/" + c.from())
                        .toList());
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstName() {
        assertEquals(only(ARDUINO), only("\uFEFF" + ARDUINO));
    }

    @Test
    void everyKeyOfAChannelIsRead() {
        SensorDefinition sensor =
                only(
                        """
                        [ecu]
                        link = "tcp://192.168.4.1:23"
                        format = "json"
                        records = "/data"
                        limit = 200
                        time = { as = "epoch_ms", from = "/ts" }
                        channels = [
                          "rpm rpm",
                          { name = "oil", unit = "°C", from = "/engine/oil", scale = 0.1, offset = -40, rate = 10, min = -20, max = 160, outside = "bad", decimals = 1 },
                          { name = "gear", type = "text" },
                          { name = "brake", type = "boolean" },
                        ]
                        """);
        assertEquals(new SensorLink.TcpClient("192.168.4.1", 23), sensor.link());
        assertEquals(new SensorFormat.Json("/data"), sensor.format());
        assertEquals(new SensorTime(SensorTime.Kind.EPOCH_MS, "/ts"), sensor.time());
        assertEquals(200, sensor.linesPerSecond());
        assertEquals(0, sensor.columns());
        assertEquals(
                new SensorChannel(
                        new Channel("ecu", "oil", "°C", ValueKind.NUMBER, 1),
                        "/engine/oil",
                        SensorChannel.Type.NUMBER,
                        0.1,
                        -40,
                        10,
                        -20,
                        160,
                        Quality.BAD),
                sensor.channels().get(1));
        assertEquals(ValueKind.TEXT, sensor.channels().get(2).channel().kind());
        assertEquals(SensorChannel.Type.BOOLEAN, sensor.channels().get(3).type());
    }

    @Test
    void channelsMayBeTablesOfTheirOwn() {
        SensorDefinition sensor =
                only(
                        """
                        [ecu]
                        link = "http"
                        format = "key=value"
                        [[ecu.channels]]
                        name = "oil"
                        [[ecu.channels]]
                        name = "water"
                        from = "h2o"
                        """);
        assertEquals("h2o", sensor.channels().get(1).from());
    }

    @Test
    void everyLinkIsRead() {
        assertEquals(new SensorLink.Serial("COM3", 9_600), link("COM3", "baud = 9600"));
        assertEquals(new SensorLink.Serial("/dev/x", 115_200), link("serial:///dev/x", ""));
        assertEquals(
                new SensorLink.TcpServer("0.0.0.0", 5_005), link("tcp-server://0.0.0.0:5005", ""));
        assertEquals(new SensorLink.Udp("::1", 5_005), link("udp://[::1]:5005", ""));
        assertEquals(new SensorLink.Http(), link("http", ""));
        assertEquals(new SensorLink.Capture("/tmp/a"), link("file:///tmp/a", ""));
        assertEquals(
                new SensorLink.Mqtt("broker", 1_883, false, "car/+/temp", "", "", ""),
                link("mqtt://broker/car/+/temp", ""));
        SensorLink secret =
                link(
                        "mqtts://broker",
                        "topic = \"car/#\"\nuser = \"u\"\npassword = \"secret\"\nca = \"ca.pem\"");
        assertEquals(
                new SensorLink.Mqtt("broker", 8_883, true, "car/#", "u", "secret", "ca.pem"),
                secret);
        assertFalse(secret.toString().contains("secret"), secret::toString);
    }

    @Test
    void theColumnOfTheTimeIsMarked() {
        SensorDefinition sensor =
                only(
                        """
                        [a]
                        link = "COM1"
                        time = "uptime_ms"
                        channels = ["x", "@time", "-", "y"]
                        """);
        assertEquals(new SensorTime(SensorTime.Kind.UPTIME_MS, "2"), sensor.time());
        assertEquals(4, sensor.columns());
        assertEquals("4", sensor.channels().get(1).from());
    }

    @Test
    void sayWhatIsWrongAndWhatIsAllowed() {
        refuses(
                "baud = 9",
                "sensors.toml, line 3, a.baud: 9; write the serial line's rate, from 1200");
        refuses("baud = \"fast\"", "line 3, a.baud: \"fast\"; write the serial line's rate");
        refuses(
                "colour = 1",
                "line 3, a.colour: there is no such key; there are baud, ca, channels");
        refuses("format = \"xml\"", "a.format: \"xml\" is no format; write csv, json, key=value");
        refuses("limit = 0", "a.limit: 0; write lines a second, from 1 to 20000");
        refuses("header = 1", "a.header: 1; write true or false");
        refuses("separator = \"ab\"", "a.separator: \"ab\"; write one character, or tab");
        refuses("time = \"noon\"", "a.time: \"noon\"; write arrival, epoch_s");
        refuses("format = \"nmea\"", "a.sentence: \"\" names no sentence");
        refuses("format = \"regex\"", "a.pattern: it is missing");
        refuses("format = \"regex\"\npattern = '('", "a.pattern: pattern is no regular expression");
        refuses("format = \"regex\"\npattern = 'a'", "a.pattern: pattern has no group called x");
        refuses("format = \"json\"\nrecords = \"x\"", "a.records: \"x\" is no JSON pointer");
        refuses("enabled = \"yes\"", "a.enabled: \"yes\"; write true or false");
    }

    @Test
    void sayWhatIsWrongWithLinksAndChannels() {
        refusesAll("[a]\nchannels = [\"x\"]", "line 1, a.link: it is missing; write a serial port");
        refusesAll("[a]\nlink = \"ftp://x\"\nchannels = [\"x\"]", "\"ftp://x\" is no link");
        refusesAll("[a]\nlink = \"tcp://x\"\nchannels = [\"x\"]", "\"tcp://x\" is no link");
        refusesAll("[a]\nlink = \"udp://x:70000\"\nchannels = [\"x\"]", "is no link");
        refusesAll("[a]\nlink = 5\nchannels = [\"x\"]", "a.link: 5 is no text");
        refusesAll("[a]\nlink = \"mqtt://x/a#\"\nchannels = [\"x\"]", "\"a#\" is no topic");
        refusesAll("[a]\nlink = \"COM1\"", "line 1, a.channels: it is missing");
        refusesAll("[a]\nlink = \"COM1\"\nchannels = 3", "line 3, a.channels: 3 is no list");
        refusesAll("[a]\nlink = \"COM1\"\nchannels = []", "a.channels: there are 0; write 1 to 64");
        refusesAll("[a]\nlink = \"COM1\"\nchannels = [3]", "a.channels: 3; write \"oil °C\"");
        refusesAll("[a]\nlink = \"COM1\"\nchannels = [\"x\", \"x\"]", "\"x\" stands there twice");
        refusesAll("[a]\nlink = \"COM1\"\nchannels = [\"ö\"]", "\"ö\" is no channel's name");
        refusesAll(
                "[a]\nlink = \"COM1\"\nchannels = [{ name = \"x\", min = 3, max = 1 }]",
                "line 3, a.channels.min: 3.0 is greater than max, which is 1.0");
        refusesAll(
                "[a]\nlink = \"COM1\"\nchannels = [{ name = \"x\", from = \"oil\" }]",
                "from is \"oil\"; write the number of the column, 1 to 256");
        refusesAll(
                "[a]\nlink = \"COM1\"\nchannels = [{ name = \"x\", outside = \"gone\" }]",
                "\"gone\"; write suspect or bad");
        refusesAll(
                "[a]\nlink = \"COM1\"\nchannels = [{ name = \"x\", type = \"int\", rate = -1 }]",
                "\"int\"; write number, text or boolean");
        refusesAll(
                "[gps]\nlink = \"COM1\"\nchannels = [\"x\"]", "\"gps\" cannot be a sensor's name");
        refusesAll("[[a]]\nlink = \"COM1\"", "write [a] once, in single brackets");
        refusesAll("link = \"COM1\"", "\"link = \"COM1\"\" stands before the first sensor");
    }

    @Test
    void oneBadSensorDoesNotStopTheOthers() {
        SensorFile file =
                SensorFile.parse(
                        "sensors.toml",
                        "# mine\n"
                                + ARDUINO
                                + "\n[broken]\nlink = \"COM1\nchannels = [\n\n"
                                + "[oil]\nlink = \"COM4\"\nchannels = [\"oil\"]\n"
                                + "[brakes]\nlink = \"COM5\"\nchannels = [\"x\"]\n");
        assertEquals(
                List.of("brakes", "broken", "oil", "brakes"),
                file.entries().stream().map(SensorFile.Entry::name).toList());
        assertNotNull(file.entries().get(0).sensor());
        assertNull(file.entries().get(1).sensor());
        assertNotNull(file.entries().get(2).sensor());
        assertNull(file.entries().get(3).sensor());
        String syntax = file.entries().get(1).problems().getFirst().sentence();
        assertTrue(syntax.startsWith("sensors.toml, line 7, broken: this is not TOML"), syntax);
        assertEquals(
                "sensors.toml, line 13, brakes: there is a sensor of this name already, in line 2",
                file.entries().get(3).problems().getFirst().sentence());
    }

    @Test
    void changingOneSensorLeavesEveryOtherLineAsItWas() {
        String before = "# my car\n\n";
        String oil = "# oil\n[oil]\nlink = \"COM4\"\nchannels = [\"oil\"]\n";
        String text = before + ARDUINO + "\n" + oil;
        SensorFile file = SensorFile.parse("sensors.toml", text);
        assertEquals(text, file.text());
        String discs = "[discs]\nlink = \"COM9\"\nchannels = [\"disc\"]";
        SensorFile changed = file.with("brakes", discs);
        assertEquals(before + discs + "\n\n" + oil, changed.text());
        assertEquals(before + oil, changed.without("discs").text());
        assertEquals(before + ARDUINO + "\n", file.without("oil").text());
        SensorFile more = file.with("new", "[new]\nlink = \"http\"\nchannels = [\"x\"]");
        assertTrue(more.text().startsWith(text), more::text);
        assertTrue(more.find("new").orElseThrow().problems().isEmpty());
        assertEquals(more.text(), file.with("", more.find("new").orElseThrow().text()).text());
        assertEquals(file.text(), file.without("nobody").text());
    }

    @Test
    void aFileIsReplacedAsAWhole() throws IOException {
        Path path = folder.resolve("deep/sensors.toml");
        assertTrue(SensorFile.read(path).entries().isEmpty());
        SensorFile.parse("sensors.toml", ARDUINO).write(path);
        assertEquals(ARDUINO, Files.readString(path));
        assertEquals("brakes", SensorFile.read(path).entries().getFirst().name());
        try (var left = Files.list(path.getParent())) {
            assertEquals(1, left.count());
        }
    }

    @Test
    void aFileThatIsNoTextIsRefusedWithASentence() throws IOException {
        Path path = folder.resolve("sensors.toml");
        Files.write(path, new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
        IOException noText = assertThrows(IOException.class, () -> SensorFile.read(path));
        assertTrue(noText.getMessage().endsWith("is not text in UTF-8."), noText::getMessage);
        Files.write(path, new byte[2 * 1024 * 1024]);
        IOException tooLarge = assertThrows(IOException.class, () -> SensorFile.read(path));
        assertTrue(tooLarge.getMessage().contains("1 MiB"), tooLarge::getMessage);
    }

    @Test
    void anyTextIsReadWithoutFailing() {
        Random random = new Random(8);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder(ARDUINO);
            for (int i = 0; i < 4 && text.length() > 2; i++) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, "[]{}\"'=#\n,.\u0000ä".charAt(random.nextInt(13)));
                    default -> text.setLength(Math.max(1, at));
                }
            }
            for (SensorFile.Entry entry : SensorFile.parse("f", text.toString()).entries()) {
                assertEquals(entry.sensor() == null, !entry.problems().isEmpty(), text::toString);
            }
        }
    }

    private static SensorLink link(String link, String more) {
        return only("[a]\nlink = \"" + link + "\"\n" + more + "\nchannels = [\"x\"]\n").link();
    }

    private static SensorDefinition only(String text) {
        SensorFile file = SensorFile.parse("sensors.toml", text);
        assertEquals(1, file.entries().size());
        SensorFile.Entry entry = file.entries().getFirst();
        assertEquals(List.of(), entry.problems());
        return entry.sensor();
    }

    private static void refuses(String more, String expected) {
        refusesAll("[a]\nlink = \"COM1\"\n" + more + "\nchannels = [\"x\"]\n", expected);
    }

    private static void refusesAll(String text, String expected) {
        SensorFile file = SensorFile.parse("sensors.toml", text);
        List<String> sentences =
                Stream.concat(
                                file.problems().stream(),
                                file.entries().stream().flatMap(e -> e.problems().stream()))
                        .map(SensorProblem::sentence)
                        .toList();
        assertTrue(
                sentences.stream().anyMatch(s -> s.contains(expected)),
                () -> expected + " is not in " + sentences);
        assertTrue(file.entries().stream().allMatch(e -> e.sensor() == null), text);
    }
}
