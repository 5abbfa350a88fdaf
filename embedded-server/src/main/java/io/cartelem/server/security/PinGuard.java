package io.cartelem.server.security;

import io.cartelem.core.port.Clock;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;

/// Compares operator PINs and slows guessing down: five wrong ones from an address lock it for a
/// minute, then two, then four, up to an hour; fifty wrong ones within an hour from anywhere lock
/// everybody out until the hour is over, because addresses are cheap. A six-digit PIN then lasts
/// for more than a year on average.
final class PinGuard {
    static final int FREE_ATTEMPTS = 5;
    static final int ATTEMPTS_PER_HOUR = 50;
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long HOUR_NS = 60 * MINUTE_NS;
    private static final int REMEMBERED = 1024;

    private final Clock clock;
    private final Map<String, Attempts> byAddress =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Attempts> eldest) {
                    return size() > REMEMBERED;
                }
            };
    private long hourStartNs;
    private int wrongThisHour;

    private record Attempts(int wrong, long lockedUntilNs) {
        static final Attempts NONE = new Attempts(0, Long.MIN_VALUE);
    }

    PinGuard(Clock clock) {
        this.clock = clock;
        this.hourStartNs = clock.monoNs();
    }

    /// Compares in a time that does not depend on where the PINs differ.
    ///
    /// @throws RefusedException 403 if it is wrong, 429 if there were too many attempts
    synchronized void check(String offered, String pin, String address) throws RefusedException {
        long now = clock.monoNs();
        if (now - hourStartNs >= HOUR_NS) {
            hourStartNs = now;
            wrongThisHour = 0;
        }
        if (wrongThisHour >= ATTEMPTS_PER_HOUR) {
            throw tooMany(hourStartNs + HOUR_NS - now);
        }
        Attempts before = byAddress.getOrDefault(address, Attempts.NONE);
        if (before.wrong() >= FREE_ATTEMPTS && now - before.lockedUntilNs() < 0) {
            throw tooMany(before.lockedUntilNs() - now);
        }
        if (MessageDigest.isEqual(digest(offered), digest(pin))) {
            byAddress.remove(address);
            return;
        }
        wrongThisHour++;
        int wrong = before.wrong() + 1;
        int doublings = Math.min(6, Math.max(0, wrong - FREE_ATTEMPTS));
        long lock = Math.min(HOUR_NS, MINUTE_NS << doublings);
        byAddress.put(address, new Attempts(wrong, now + lock));
        throw new RefusedException(403, "wrong_pin", "That is not the operator PIN.");
    }

    private static byte[] digest(String text) {
        return Secrets.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static RefusedException tooMany(long waitNs) {
        int seconds = (int) Math.ceilDiv(waitNs, 1_000_000_000L);
        return new RefusedException(
                429,
                "too_many_attempts",
                "Too many wrong PINs; try again in " + seconds + " s.",
                seconds);
    }
}
