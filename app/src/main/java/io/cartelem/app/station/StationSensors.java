package io.cartelem.app.station;

import io.cartelem.app.desk.SensorAccess;
import io.cartelem.core.sensor.SensorFile;

import java.io.IOException;

/// The file of the user's sensors, and the collectors that follow it. Any thread that may block.
record StationSensors(Station station) implements SensorAccess {
    @Override
    public SensorFile read() throws IOException {
        return SensorFile.read(station.sensorFile());
    }

    @Override
    public void save(SensorFile file) throws IOException {
        file.write(station.sensorFile());
        station.sensorsChanged();
    }
}
