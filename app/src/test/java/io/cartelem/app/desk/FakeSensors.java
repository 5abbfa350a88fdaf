package io.cartelem.app.desk;

import io.cartelem.core.sensor.SensorFile;

import java.io.IOException;

/// A sensor file in memory.
public final class FakeSensors implements SensorAccess {
    private volatile String text = "";
    private volatile boolean full;

    @Override
    public SensorFile read() {
        return SensorFile.parse(SensorFile.NAME, text);
    }

    @Override
    public void save(SensorFile file) throws IOException {
        if (full) {
            throw new IOException("The disk is full.");
        }
        text = file.text();
    }

    public void text(String fresh) {
        text = fresh;
    }

    public String text() {
        return text;
    }

    /// Lets every later save fail, or no longer.
    public void full(boolean now) {
        full = now;
    }
}
