package io.cartelem.app.alert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.alert.Severity;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import javax.sound.sampled.LineUnavailableException;

class AlertSoundTest {
    private final List<byte[]> heard = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean broken;
    private int attempts;

    private final AlertSound sound =
            new AlertSound(
                    waiting::add,
                    pcm -> {
                        attempts++;
                        if (broken) {
                            throw new LineUnavailableException("no loudspeaker");
                        }
                        heard.add(pcm);
                    });

    private void work() {
        List<Runnable> now = List.copyOf(waiting);
        waiting.clear();
        now.forEach(Runnable::run);
    }

    @Test
    void isSilentUntilItIsSwitchedOn() {
        sound.raised(Severity.CRITICAL);
        work();
        assertEquals(0, attempts);
        sound.on(true);
        sound.raised(Severity.WARNING);
        work();
        assertArrayEquals(Tones.of(Severity.WARNING), heard.getFirst());
    }

    @Test
    void oneSoundAtATime() {
        sound.on(true);
        sound.raised(Severity.WARNING);
        sound.raised(Severity.CRITICAL);
        assertEquals(1, waiting.size());
        work();
        sound.raised(Severity.CRITICAL);
        work();
        assertEquals(2, heard.size());
    }

    @Test
    void withoutALoudspeakerItTriesOnceAndStaysSilent() {
        broken = true;
        sound.on(true);
        sound.raised(Severity.WARNING);
        work();
        sound.raised(Severity.WARNING);
        work();
        assertEquals(1, attempts);
        broken = false;
        sound.on(true);
        sound.raised(Severity.WARNING);
        work();
        assertEquals(1, heard.size());
    }

    @Test
    void severitiesAreToldApartByEar() {
        byte[] warning = Tones.of(Severity.WARNING);
        byte[] critical = Tones.of(Severity.CRITICAL);
        assertFalse(Arrays.equals(warning, critical));
        assertTrue(critical.length > 2 * warning.length);
        for (Severity severity : Severity.values()) {
            byte[] pcm = Tones.of(severity);
            int loudest = 0;
            for (int i = 0; i < pcm.length; i += 2) {
                loudest = Math.max(loudest, Math.abs((pcm[i] & 0xFF) | (pcm[i + 1] << 8)));
            }
            assertTrue(loudest > 15_000 && loudest < 25_000, severity + " " + loudest);
            assertEquals(0, pcm[0], "no click at the beginning");
        }
    }
}
