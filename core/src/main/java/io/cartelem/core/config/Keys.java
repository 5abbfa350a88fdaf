package io.cartelem.core.config;

import io.cartelem.core.collect.transport.LinkAddress;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every setting of Cartelem. The same names work on the command line, in the environment, in
/// `.env` and in the settings file.
public final class Keys {
    private static final String ADDRESS =
            "auto, off, sim, a serial port, tcp://host:port, udp://host:port or gpsd://host:port";

    public static final Key<DatabaseUrl> DATABASE_URL =
            Key.of(
                            "DATABASE_URL",
                            "",
                            "sqlite:///path, jdbc:sqlite:path or postgresql://user:password@host/database",
                            DatabaseUrl::parse,
                            "where recordings are kept; empty for cartelem.db in the data folder")
                    .hidden();
    public static final Key<String> HOST =
            Key.of(
                    "HOST",
                    "127.0.0.1",
                    "a host name or address",
                    Keys::present,
                    "address the server listens on");
    public static final Key<Integer> PORT =
            Key.of(
                    "PORT",
                    "8000",
                    "a port from 0 to 65535",
                    Parsers.wholeNumber(0, 65_535),
                    "port of the server");
    public static final Key<LogLevel> LOG_LEVEL =
            Key.of(
                    "LOG_LEVEL",
                    "INFO",
                    "ERROR, WARN, INFO, DEBUG or TRACE",
                    Parsers.word(LogLevel.class),
                    "how much the log tells");
    public static final Key<Boolean> DEBUG =
            Key.of(
                    "DEBUG",
                    "false",
                    "true or false",
                    Parsers::yesOrNo,
                    "the same as LOG_LEVEL=DEBUG");

    public static final Key<LinkAddress> GPS_PORT =
            Key.of("GPS_PORT", "auto", ADDRESS, LinkAddress::parse, "where the GPS receiver is")
                    .takesEffectAtOnce();
    public static final Key<OptionalInt> GPS_BAUDRATE =
            Key.of(
                            "GPS_BAUDRATE",
                            "auto",
                            "auto or a rate from 1200 to 3000000",
                            Parsers.wholeNumberOr("auto", 1_200, 3_000_000),
                            "its baud rate")
                    .takesEffectAtOnce();
    public static final Key<Double> GPS_RATE_HZ =
            Key.of(
                            "GPS_RATE_HZ",
                            "10",
                            "a rate from 0.1 to 50 fixes a second",
                            Parsers.number(0.1, 50),
                            "fixes a second to ask of it")
                    .takesEffectAtOnce();
    public static final Key<Duration> GPS_RECONNECT_DELAY =
            reconnect(
                    "GPS_RECONNECT_DELAY",
                    "seconds before the first new attempt at a lost GPS receiver");

    public static final Key<LinkAddress> OBD_PORT =
            Key.of("OBD_PORT", "auto", ADDRESS, Keys::obdAddress, "where the OBD-II adapter is")
                    .takesEffectAtOnce();
    public static final Key<OptionalInt> OBD_BAUDRATE =
            Key.of(
                            "OBD_BAUDRATE",
                            "auto",
                            "auto or a rate from 1200 to 3000000",
                            Parsers.wholeNumberOr("auto", 1_200, 3_000_000),
                            "its baud rate")
                    .takesEffectAtOnce();
    public static final Key<Double> OBD_RATE_HZ =
            Key.of(
                            "OBD_RATE_HZ",
                            "5",
                            "a rate from 0.1 to 100 a second",
                            Parsers.number(0.1, 100),
                            "values a second of each channel without a rate of its own")
                    .takesEffectAtOnce();
    public static final Key<List<String>> OBD_PIDS =
            Key.of(
                            "OBD_PIDS",
                            "RPM,SPEED,THROTTLE_POS,ENGINE_LOAD@2,COOLANT_TEMP@0.5,INTAKE_TEMP@0.5,"
                                    + "FUEL_LEVEL@0.1,MAF@2,TIMING_ADVANCE@2,FUEL_PRESSURE@0.5",
                            "channel names with commas between, each with an optional rate: RPM,COOLANT_TEMP@0.5",
                            Keys::channelRates,
                            "what to ask the car for, each with an optional rate a second")
                    .takesEffectAtOnce();
    public static final Key<Duration> OBD_RECONNECT_DELAY =
            reconnect(
                    "OBD_RECONNECT_DELAY",
                    "seconds before the first new attempt at a lost OBD-II adapter");

    public static final Key<String> CUSTOM_SENSORS =
            Key.of(
                            "CUSTOM_SENSORS",
                            "",
                            "a TOML file",
                            Keys::file,
                            "file with your own sensors; empty for sensors.toml in the data folder")
                    .takesEffectAtOnce();
    public static final Key<Duration> SENSOR_RECONNECT_DELAY =
            reconnect(
                    "SENSOR_RECONNECT_DELAY",
                    "seconds before the first new attempt at a lost sensor");
    public static final Key<String> PLUGINS_DIR =
            Key.of(
                    "PLUGINS_DIR",
                    "",
                    "a folder",
                    Function.identity(),
                    "jars with sources of others; empty for plugins in the data folder");

    public static final Key<Double> FRAME_INTERVAL_S =
            Key.of(
                    "FRAME_INTERVAL_S",
                    "1",
                    "seconds from 0 (never) to 3600",
                    Parsers.number(0, 3_600),
                    "seconds between snapshots of all values");
    public static final Key<Boolean> RAW_CAPTURE =
            Key.of(
                    "RAW_CAPTURE",
                    "false",
                    "true or false",
                    Parsers::yesOrNo,
                    "keep the bytes of every device beside the recordings");
    public static final Key<OptionalDouble> AUTO_RECORD_KPH =
            Key.of(
                            "AUTO_RECORD_KPH",
                            "off",
                            "off or a speed from 5 to 300 km/h",
                            Parsers.numberOr("off", 5, 300),
                            "record by itself above this speed, until two minutes at rest")
                    .takesEffectAtOnce();
    public static final Key<Boolean> ALERT_SOUND =
            Key.of(
                            "ALERT_SOUND",
                            "false",
                            "true or false",
                            Parsers::yesOrNo,
                            "let the desktop sound when an alert is raised")
                    .takesEffectAtOnce();
    public static final Key<SyncMode> SYNC =
            Key.of(
                    "SYNC",
                    "full",
                    "full or normal",
                    Parsers.word(SyncMode.class),
                    "what a commit waits for");
    public static final Key<Path> DATA_DIR =
            Key.of(
                    "DATA_DIR",
                    "",
                    "a folder",
                    Path::of,
                    "recordings and settings; empty for the user's data folder");

    public static final Key<String> LANGUAGE =
            Key.of(
                    "LANGUAGE",
                    "system",
                    "system, en or de",
                    Keys::language,
                    "language of the desktop");
    public static final Key<Units> UNITS =
            Key.of(
                            "UNITS",
                            "metric",
                            "metric or imperial",
                            Parsers.word(Units.class),
                            "units of the desktop")
                    .takesEffectAtOnce();
    public static final Key<Theme> THEME =
            Key.of("THEME", "dark", "dark, sunlight or system", Keys::theme, "look of the desktop")
                    .takesEffectAtOnce();
    public static final Key<String> TILES_MBTILES =
            Key.of("TILES_MBTILES", "", "an MBTiles file", Function.identity(), "offline map")
                    .takesEffectAtOnce();
    public static final Key<String> TILES_URL =
            Key.of(
                            "TILES_URL",
                            "",
                            "empty or https://…/{z}/{x}/{y}.png",
                            Keys::tilesUrl,
                            "tile server, asked only if set")
                    .takesEffectAtOnce();

    public static final Key<String> OPERATOR_PIN =
            Key.of(
                            "OPERATOR_PIN",
                            "",
                            "4 to 12 digits, or empty for a generated one",
                            Keys::pin,
                            "for control from other devices")
                    .hidden();
    public static final Key<List<String>> PUBLIC_HOSTS =
            Key.of(
                    "PUBLIC_HOSTS",
                    "",
                    "host names with commas between",
                    Parsers::list,
                    "names under which the server is reached");
    public static final Key<List<String>> TRUSTED_PROXIES =
            Key.of(
                    "TRUSTED_PROXIES",
                    "",
                    "addresses with commas between",
                    Parsers::list,
                    "proxies through which the server is reached");
    public static final Key<String> TLS =
            Key.of(
                    "TLS",
                    "off",
                    "off, self-signed or files",
                    Keys::tls,
                    "encrypt the server's connections");
    public static final Key<String> TLS_CERT =
            Key.of(
                    "TLS_CERT",
                    "",
                    "a PEM file",
                    Function.identity(),
                    "certificate chain, with TLS=files");
    public static final Key<String> TLS_KEY =
            Key.of("TLS_KEY", "", "a PEM file", Function.identity(), "private key, with TLS=files");

    private static final List<Key<?>> OWN =
            List.of(
                    DATABASE_URL,
                    DATA_DIR,
                    SYNC,
                    FRAME_INTERVAL_S,
                    AUTO_RECORD_KPH,
                    RAW_CAPTURE,
                    OBD_PORT,
                    OBD_BAUDRATE,
                    OBD_RATE_HZ,
                    OBD_PIDS,
                    OBD_RECONNECT_DELAY,
                    GPS_PORT,
                    GPS_BAUDRATE,
                    GPS_RATE_HZ,
                    GPS_RECONNECT_DELAY,
                    CanKeys.CAN_PORT,
                    CanKeys.CAN_DBC,
                    CanKeys.CAN_BITRATE,
                    CanKeys.CAN_LISTEN_ONLY,
                    CUSTOM_SENSORS,
                    SENSOR_RECONNECT_DELAY,
                    PLUGINS_DIR,
                    HOST,
                    PORT,
                    OPERATOR_PIN,
                    PUBLIC_HOSTS,
                    TRUSTED_PROXIES,
                    TLS,
                    TLS_CERT,
                    TLS_KEY,
                    TILES_MBTILES,
                    TILES_URL,
                    LANGUAGE,
                    UNITS,
                    THEME,
                    ALERT_SOUND,
                    LOG_LEVEL,
                    DEBUG);
    private static final List<Key<?>> ALL =
            Stream.of(OWN, RadioKeys.ALL).<Key<?>>flatMap(List::stream).toList();
    private static final Map<String, Key<?>> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Key::name, Function.identity()));

    private Keys() {}

    /// All keys in the order in which they are shown.
    public static List<Key<?>> all() {
        return ALL;
    }

    static Map<String, Key<?>> byName() {
        return BY_NAME;
    }

    private static Key<Duration> reconnect(String name, String meaning) {
        return Key.of(name, "1", "seconds from 0.1 to 30", Parsers.seconds(0.1, 30), meaning)
                .takesEffectAtOnce();
    }

    private static String present(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty");
        }
        return text;
    }

    private static String file(String text) {
        var _ = Path.of(text);
        return text;
    }

    private static LinkAddress obdAddress(String text) {
        LinkAddress address = LinkAddress.parse(text);
        if (address instanceof LinkAddress.Gpsd) {
            throw new IllegalArgumentException("a GPS daemon is no OBD-II adapter");
        }
        return address;
    }

    private static List<String> channelRates(String text) {
        List<String> entries = Parsers.list(text);
        Function<String, Double> rate = Parsers.number(0.001, 100);
        for (String entry : entries) {
            int at = entry.indexOf('@');
            if (at == 0) {
                throw new IllegalArgumentException("no channel");
            }
            if (at > 0) {
                var _ = rate.apply(entry.substring(at + 1));
            }
        }
        return entries;
    }

    private static String language(String text) {
        String language = text.toLowerCase(Locale.ROOT);
        if (!List.of("system", "en", "de").contains(language)) {
            throw new IllegalArgumentException("unknown language");
        }
        return language;
    }

    private static Theme theme(String text) {
        return text.equalsIgnoreCase("light")
                ? Theme.SUNLIGHT
                : Parsers.word(Theme.class).apply(text);
    }

    private static String tilesUrl(String text) {
        boolean template = text.contains("{z}") && text.contains("{x}") && text.contains("{y}");
        if (!text.isEmpty() && !(text.startsWith("http") && template)) {
            throw new IllegalArgumentException("no template");
        }
        return text;
    }

    private static String pin(String text) {
        if (!text.isEmpty() && !text.matches("[0-9]{4,12}")) {
            throw new IllegalArgumentException("no PIN");
        }
        return text;
    }

    private static String tls(String text) {
        String mode = text.toLowerCase(Locale.ROOT);
        if (!List.of("off", "self-signed", "files").contains(mode)) {
            throw new IllegalArgumentException("unknown mode");
        }
        return mode;
    }
}
