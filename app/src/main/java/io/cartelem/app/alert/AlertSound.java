package io.cartelem.app.alert;

import io.cartelem.core.alert.Severity;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/// Lets alerts be heard. Returns at once on any thread; one sound at a time, and one that comes
/// while another is heard is left out. Where there is no loudspeaker it is silent.
public final class AlertSound {
    private static final Logger LOG = LoggerFactory.getLogger(AlertSound.class);

    private final Executor workers;
    private final Player player;
    private final AtomicBoolean sounding = new AtomicBoolean();
    private volatile boolean on;
    private volatile boolean mute;

    /// A loudspeaker.
    @FunctionalInterface
    interface Player {
        /// Returns when it was heard.
        ///
        /// @param pcm as [Tones] makes it
        void play(byte[] pcm) throws LineUnavailableException;
    }

    /// @param workers may block for as long as a sound
    public AlertSound(Executor workers) {
        this(workers, AlertSound::toSystem);
    }

    AlertSound(Executor workers, Player player) {
        this.workers = workers;
        this.player = player;
    }

    /// Switches sound on or off.
    public void on(boolean wanted) {
        on = wanted;
        mute = false;
    }

    /// Sounds as that severity does.
    void raised(Severity severity) {
        if (on && !mute && sounding.compareAndSet(false, true)) {
            workers.execute(() -> play(severity));
        }
    }

    private void play(Severity severity) {
        try {
            player.play(Tones.of(severity));
        } catch (LineUnavailableException
                | IllegalArgumentException
                | SecurityException
                | LinkageError e) {
            mute = true;
            LOG.info("alerts are not heard: this computer has no loudspeaker that can be used", e);
        } finally {
            sounding.set(false);
        }
    }

    private static void toSystem(byte[] pcm) throws LineUnavailableException {
        AudioFormat format = new AudioFormat(Tones.RATE, 16, 1, true, false);
        try (SourceDataLine line = AudioSystem.getSourceDataLine(format)) {
            line.open(format);
            line.start();
            line.write(pcm, 0, pcm.length);
            line.drain();
        }
    }
}
