package io.cartelem.core.sim.elm;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Set;

/// How a simulated adapter behaves: a genuine chip, or one of the clones that claim to be one.
///
/// @param version what `ATI` and a reset say
/// @param description what `AT@1` says
/// @param stn identity of an STN chip by `STI`, null for one that knows no `ST` command
/// @param missing beginnings of commands, as `ATAL`, that are answered by `?`
/// @param countDigit what becomes of the number of expected lines after a request
/// @param multiPid what becomes of several parameters in one request
/// @param promptless beginnings of commands whose reply has no prompt
/// @param lockUps beginnings of commands after which nothing helps but unplugging
/// @param gluedSearching whether the reply follows `SEARCHING...` on the same line
/// @param padding the byte that fills CAN frames to eight, -1 where they end early
/// @param deadBus the reply of a chosen CAN protocol when nothing answers on the bus
/// @param timing how long it takes
public record ElmProfile(
        String version,
        String description,
        @Nullable String stn,
        Set<String> missing,
        Handling countDigit,
        Handling multiPid,
        Set<String> promptless,
        Set<String> lockUps,
        boolean gluedSearching,
        int padding,
        String deadBus,
        Timing timing) {

    /// What an adapter makes of a request that clones often do not understand.
    public enum Handling {
        HONOURED,
        /// As if it had not been there; of several parameters only the first is asked for.
        IGNORED,
        /// Answered by `?`.
        REFUSED,
        /// Answered by `NO DATA`.
        NO_DATA
    }

    /// How long things take.
    ///
    /// @param command for a command to the adapter itself
    /// @param reset for `ATZ`; a warm start takes a tenth
    /// @param search per protocol tried in a search that needs no slow initialisation
    /// @param baud by which the output is paced, 0 for none
    public record Timing(Duration command, Duration reset, Duration search, int baud) {
        /// As the real ones.
        public static final Timing USUAL =
                new Timing(Duration.ofMillis(2), Duration.ofMillis(800), Duration.ofMillis(180), 0);

        /// At once, for measuring what talks to it.
        public static final Timing NONE =
                new Timing(Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);
    }

    private static final String OBD_TO_RS232 = "OBDII to RS232 Interpreter";
    private static final String UNABLE = "UNABLE TO CONNECT";

    public ElmProfile {
        missing = Set.copyOf(missing);
        promptless = Set.copyOf(promptless);
        lockUps = Set.copyOf(lockUps);
        if (padding < -1 || padding > 0xFF) {
            throw new IllegalArgumentException("padding is a byte or -1, not " + padding);
        }
    }

    /// A genuine ELM327 v2.2.
    public static ElmProfile genuine() {
        return new ElmProfile(
                "ELM327 v2.2",
                OBD_TO_RS232,
                null,
                Set.of(),
                Handling.HONOURED,
                Handling.HONOURED,
                Set.of(),
                Set.of(),
                false,
                0x00,
                UNABLE,
                Timing.USUAL);
    }

    /// An STN adapter.
    public static ElmProfile genuineStn() {
        ElmProfile elm = genuine().withVersion("ELM327 v1.4b");
        return new ElmProfile(
                elm.version,
                elm.description,
                "STN2120 v5.6.19",
                elm.missing,
                elm.countDigit,
                elm.multiPid,
                elm.promptless,
                elm.lockUps,
                elm.gluedSearching,
                elm.padding,
                elm.deadBus,
                elm.timing);
    }

    /// The common clone "v1.5": lacks what came after v1.3, ignores the count digit.
    public static ElmProfile cloneV15() {
        return genuine()
                .withVersion("ELM327 v1.5")
                .withMissing(
                        Set.of("ATAMC", "ATAMT", "ATCRA", "ATIGN", "ATLP", "ATPP", "ATRD", "ATSD"))
                .withCountDigit(Handling.IGNORED)
                .withPadding(0xAA);
    }

    /// The poor clone "v2.1": half the commands, no count digit, no several parameters, glued
    /// replies, and it locks up on `ATTP A0`.
    public static ElmProfile cloneV21() {
        return cloneV15()
                .withVersion("ELM327 v2.1")
                .withMissing(
                        Set.of(
                                "AT@", "ATAL", "ATAMC", "ATAMT", "ATAT", "ATBRD", "ATCEA", "ATCF",
                                "ATCM", "ATCRA", "ATCV", "ATDP", "ATFC", "ATIGN", "ATLP", "ATPC",
                                "ATPP", "ATRD", "ATSD", "ATST", "ATWS"))
                .withCountDigit(Handling.REFUSED)
                .withMultiPid(Handling.NO_DATA)
                .withLockUps(Set.of("ATTPA0"))
                .withGluedSearching(true)
                .withPadding(0x55);
    }

    public ElmProfile withVersion(String newVersion) {
        return new ElmProfile(
                newVersion,
                description,
                stn,
                missing,
                countDigit,
                multiPid,
                promptless,
                lockUps,
                gluedSearching,
                padding,
                deadBus,
                timing);
    }

    public ElmProfile withMissing(Set<String> commands) {
        return new ElmProfile(
                version,
                description,
                stn,
                commands,
                countDigit,
                multiPid,
                promptless,
                lockUps,
                gluedSearching,
                padding,
                deadBus,
                timing);
    }

    public ElmProfile withCountDigit(Handling handling) {
        return new ElmProfile(
                version,
                description,
                stn,
                missing,
                handling,
                multiPid,
                promptless,
                lockUps,
                gluedSearching,
                padding,
                deadBus,
                timing);
    }

    public ElmProfile withMultiPid(Handling handling) {
        return new ElmProfile(
                version,
                description,
                stn,
                missing,
                countDigit,
                handling,
                promptless,
                lockUps,
                gluedSearching,
                padding,
                deadBus,
                timing);
    }

    public ElmProfile withPromptless(Set<String> commands) {
        return new ElmProfile(
                version,
                description,
                stn,
                missing,
                countDigit,
                multiPid,
                commands,
                lockUps,
                gluedSearching,
                padding,
                deadBus,
                timing);
    }

    public ElmProfile withLockUps(Set<String> commands) {
        return new ElmProfile(
                version,
                description,
                stn,
                missing,
                countDigit,
                multiPid,
                promptless,
                commands,
                gluedSearching,
                padding,
                deadBus,
                timing);
    }

    public ElmProfile withGluedSearching(boolean glued) {
        return new ElmProfile(
                version,
                description,
                stn,
                missing,
                countDigit,
                multiPid,
                promptless,
                lockUps,
                glued,
                padding,
                deadBus,
                timing);
    }

    public ElmProfile withPadding(int newPadding) {
        return new ElmProfile(
                version,
                description,
                stn,
                missing,
                countDigit,
                multiPid,
                promptless,
                lockUps,
                gluedSearching,
                newPadding,
                deadBus,
                timing);
    }

    public ElmProfile withDeadBus(String reply) {
        return new ElmProfile(
                version,
                description,
                stn,
                missing,
                countDigit,
                multiPid,
                promptless,
                lockUps,
                gluedSearching,
                padding,
                reply,
                timing);
    }

    public ElmProfile withTiming(Timing newTiming) {
        return new ElmProfile(
                version,
                description,
                stn,
                missing,
                countDigit,
                multiPid,
                promptless,
                lockUps,
                gluedSearching,
                padding,
                deadBus,
                newTiming);
    }
}
