package io.cartelem.app.devices;

/// What a new sensor's description may begin as.
public enum SensorTemplate {
    ARDUINO(
            "sensors.template.arduino",
            """
            [brakes]
            link = "/dev/ttyUSB0"
            channels = ["disc °C", "pressure bar", "lambda"]
            """,
            "12.5,33,0.98"),
    PAIRS(
            "sensors.template.pairs",
            """
            [pump]
            link = "tcp://192.168.4.1:23"
            format = "key=value"
            channels = ["P bar", "T °C"]
            """,
            "P=4.1 T=88.5"),
    JSON(
            "sensors.template.json",
            """
            [wheel]
            link = "udp://0.0.0.0:5005"
            format = "json"
            channels = [{ name = "angle", unit = "°", from = "/steering/angle" }]
            """,
            "{\"steering\":{\"angle\":12.5}}"),
    MQTT(
            "sensors.template.mqtt",
            """
            [cabin]
            link = "mqtt://192.168.1.10/car/cabin"
            format = "json"
            channels = ["temp °C", "humidity %"]
            """,
            "{\"temp\":22.5,\"humidity\":41}"),
    POST(
            "sensors.template.post",
            """
            [phone]
            link = "http"
            format = "json"
            time = "epoch_ms"
            channels = ["light lx"]
            """,
            "{\"light\":412}"),
    NMEA(
            "sensors.template.nmea",
            """
            [box]
            link = "COM4"
            baud = 9600
            format = "nmea"
            sentence = "PCAR"
            channels = ["oil °C", "boost bar"]
            """,
            "$PCAR,12.5,33*18"),
    EXPRESSION(
            "sensors.template.expression",
            """
            [scale]
            link = "tcp-server://0.0.0.0:5006"
            format = "regex"
            pattern = 'axle (?<axle>[0-9]+): *(?<weight>[-0-9.]+) *kg'
            channels = ["axle", "weight kg"]
            """,
            "ST axle 2: 412.5 kg ok");

    private final String key;
    private final String description;
    private final String sample;

    SensorTemplate(String key, String description, String sample) {
        this.key = key;
        this.description = description;
        this.sample = sample;
    }

    /// Of its name in the texts.
    public String key() {
        return key;
    }

    public String description() {
        return description;
    }

    /// A line that such a sensor says.
    public String sample() {
        return sample;
    }
}
