package io.cartelem.core.sensor;

/// The way to a sensor, as its description says.
public sealed interface SensorLink {

    /// A serial port.
    ///
    /// @param port `/dev/ttyUSB0`, `COM3`
    /// @param baud 1,200 to 3,000,000
    record Serial(String port, int baud) implements SensorLink {
        @Override
        public String toString() {
            return port;
        }
    }

    /// A TCP server that the sensor is.
    record TcpClient(String host, int port) implements SensorLink {
        @Override
        public String toString() {
            return "tcp://" + host + ":" + port;
        }
    }

    /// A TCP port on which sensors call.
    ///
    /// @param host the address of this computer to listen on, `0.0.0.0` for all
    /// @param port 0 to let the system choose
    record TcpServer(String host, int port) implements SensorLink {
        @Override
        public String toString() {
            return "tcp-server://" + host + ":" + port;
        }
    }

    /// A UDP port on which datagrams arrive.
    ///
    /// @param host the address of this computer to listen on, `0.0.0.0` for all
    /// @param port 0 to let the system choose
    record Udp(String host, int port) implements SensorLink {
        @Override
        public String toString() {
            return "udp://" + host + ":" + port;
        }
    }

    /// Posted to `/api/v1/ingest/` and the sensor's name.
    record Http() implements SensorLink {
        @Override
        public String toString() {
            return "http";
        }
    }

    /// A topic of an MQTT broker.
    ///
    /// @param topic a topic filter, `+` and `#` allowed
    /// @param user empty for none
    /// @param ca a PEM file with the certificates to trust, empty for those that this computer
    ///   trusts
    record Mqtt(
            String host,
            int port,
            boolean tls,
            String topic,
            String user,
            String password,
            String ca)
            implements SensorLink {
        /// Without the password, so that it may be shown.
        @Override
        public String toString() {
            return (tls ? "mqtts://" : "mqtt://") + host + ":" + port + "/" + topic;
        }
    }

    /// A file of captured bytes, replayed at its pace.
    record Capture(String file) implements SensorLink {
        @Override
        public String toString() {
            return "file://" + file;
        }
    }
}
