package io.cartelem.core.sim.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class FaultsTest {
    private enum Kind {
        BANG,
        FIZZ
    }

    private final Faults<Kind> faults = new Faults<>(Kind.class, 7);

    @Test
    void strikesAsOftenAsTold() {
        assertFalse(faults.strikes(Kind.BANG));
        faults.times(Kind.BANG, 2);
        assertTrue(faults.strikes(Kind.BANG));
        assertFalse(faults.strikes(Kind.FIZZ));
        assertTrue(faults.strikes(Kind.BANG));
        assertFalse(faults.strikes(Kind.BANG));
        faults.always(Kind.BANG);
        assertTrue(faults.strikes(Kind.BANG));
        assertTrue(faults.strikes(Kind.BANG));
        faults.never(Kind.BANG);
        assertFalse(faults.strikes(Kind.BANG));
        assertEquals(4, faults.struck(Kind.BANG));
        faults.always(Kind.BANG);
        faults.clear();
        assertFalse(faults.strikes(Kind.BANG));
    }

    @Test
    void chanceIsSeeded() {
        Faults<Kind> twin = new Faults<>(Kind.class, 7);
        faults.chance(Kind.FIZZ, 0.3);
        twin.chance(Kind.FIZZ, 0.3);
        for (int i = 0; i < 1_000; i++) {
            assertEquals(twin.strikes(Kind.FIZZ), faults.strikes(Kind.FIZZ));
        }
        assertEquals(300.0, (double) faults.struck(Kind.FIZZ), 60);
        assertEquals(twin.pick(1_000_000), faults.pick(1_000_000));
    }

    @Test
    void tellsTheDeviceWhenOneIsSet() {
        List<Long> seen = new ArrayList<>();
        faults.onSet(() -> seen.add(faults.strikes(Kind.BANG) ? 1L : 0L));
        faults.once(Kind.BANG);
        faults.once(Kind.FIZZ);
        assertEquals(List.of(1L, 0L), seen);
    }
}
