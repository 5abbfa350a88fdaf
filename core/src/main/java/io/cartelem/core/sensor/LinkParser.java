package io.cartelem.core.sensor;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the keys that say how a sensor is reached.
final class LinkParser {
    private static final Pattern HOST_PORT =
            Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[^:/\\s\\[\\]]+)(?::([0-9]{1,5}))?(?:/(.*))?");
    private static final int USUAL_BAUD = 115_200;
    private static final int MQTT_PORT = 1_883;
    private static final int MQTTS_PORT = 8_883;
    private static final String ALLOWED =
            "write a serial port such as /dev/ttyUSB0 or COM3, tcp://host:port,"
                    + " tcp-server://0.0.0.0:port, udp://0.0.0.0:port, http,"
                    + " mqtt://host/topic or file:///capture";

    private final TomlTable table;

    LinkParser(TomlTable table) {
        this.table = table;
    }

    /// The link, or null after a complaint.
    @Nullable SensorLink parse() {
        String text = table.text("link", "").strip();
        int baud = table.whole("baud", USUAL_BAUD, 1_200, 3_000_000, "the serial line's rate");
        int scheme = text.indexOf("://");
        if (text.isEmpty()) {
            table.problem(
                    "link",
                    table.has("link") ? "it is empty; " + ALLOWED : "it is missing; " + ALLOWED);
            return null;
        }
        if (text.equalsIgnoreCase("http")) {
            return new SensorLink.Http();
        }
        if (scheme < 0) {
            return new SensorLink.Serial(text, baud);
        }
        String rest = text.substring(scheme + 3);
        return switch (text.substring(0, scheme).toLowerCase(Locale.ROOT)) {
            case "serial" -> new SensorLink.Serial(rest, baud);
            case "file" -> new SensorLink.Capture(rest);
            case "tcp" -> {
                Matcher m = hostPort(text, rest, -1);
                yield m == null ? null : new SensorLink.TcpClient(host(m), port(m, -1));
            }
            case "tcp-server" -> {
                Matcher m = hostPort(text, rest, -1);
                yield m == null ? null : new SensorLink.TcpServer(host(m), port(m, -1));
            }
            case "udp" -> {
                Matcher m = hostPort(text, rest, -1);
                yield m == null ? null : new SensorLink.Udp(host(m), port(m, -1));
            }
            case "mqtt" -> mqtt(text, rest, MQTT_PORT, false);
            case "mqtts" -> mqtt(text, rest, MQTTS_PORT, true);
            default -> refuse(text);
        };
    }

    private @Nullable SensorLink mqtt(String text, String rest, int usualPort, boolean tls) {
        Matcher m = hostPort(text, rest, usualPort);
        if (m == null) {
            return null;
        }
        String path = m.group(3) == null ? "" : m.group(3);
        String topic = table.text("topic", path);
        if (!isTopicFilter(topic)) {
            table.problem(
                    "topic",
                    "\""
                            + Quoting.shortened(topic)
                            + "\" is no topic; write car/brakes, car/+/temp or car/#");
            return null;
        }
        return new SensorLink.Mqtt(
                host(m),
                port(m, usualPort),
                tls,
                topic,
                table.text("user", ""),
                table.text("password", ""),
                table.text("ca", ""));
    }

    /// MQTT 3.1.1, section 4.7: `+` stands for a whole level, `#` for all that follow.
    private static boolean isTopicFilter(String topic) {
        if (topic.isEmpty() || topic.length() > 1_024 || topic.indexOf('\0') >= 0) {
            return false;
        }
        String[] levels = topic.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            boolean single = !levels[i].contains("+") || levels[i].equals("+");
            boolean all =
                    !levels[i].contains("#") || (levels[i].equals("#") && i == levels.length - 1);
            if (!single || !all) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Matcher hostPort(String text, String rest, int usualPort) {
        Matcher m = HOST_PORT.matcher(rest);
        if (!m.matches() || port(m, usualPort) < 0 || port(m, usualPort) > 65_535) {
            refuse(text);
            return null;
        }
        return m;
    }

    private @Nullable SensorLink refuse(String text) {
        table.problem("link", "\"" + Quoting.shortened(text) + "\" is no link; " + ALLOWED);
        return null;
    }

    private static String host(Matcher m) {
        String host = m.group(1);
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static int port(Matcher m, int usual) {
        return m.group(2) == null ? usual : Integer.parseInt(m.group(2));
    }
}
