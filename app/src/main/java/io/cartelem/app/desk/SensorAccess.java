package io.cartelem.app.desk;

import io.cartelem.core.sensor.SensorFile;

import java.io.IOException;

/// The user's own sensors. May wait for the disk and for sensors to stop, so it is called on a
/// background thread.
public interface SensorAccess {

    /// The descriptions as they are in the file now.
    ///
    /// @throws IOException with a sentence when it cannot be read
    SensorFile read() throws IOException;

    /// Replaces the file as a whole and reads the sensors as it says; those whose description is
    /// the same go on undisturbed.
    ///
    /// @throws IOException with a sentence when it cannot be written; the old one is left
    void save(SensorFile file) throws IOException;
}
