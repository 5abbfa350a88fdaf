package io.cartelem.core.obd.adapter;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.obd.elm.ElmPort;
import io.cartelem.core.obd.elm.ElmReply;
import io.cartelem.core.obd.elm.ElmTimeouts;
import io.cartelem.core.obd.elm.Notice;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An adapter that answered: commands to itself, what is known about it, and recovery when it does
/// not prompt.
public final class Adapter {
    private static final Pattern VOLTS = Pattern.compile("(\\d{1,2}(?:\\.\\d{1,2})?) ?V?");

    /// After so many exchanges in a row without a prompt there is nobody there any more.
    private static final int SILENCES_ALLOWED = 5;

    private static final String WAIT = "ATST";

    /// About 200 ms, with which an adapter begins.
    private static final int DEFAULT_TICKS = 0x32;

    private static final Set<String> IDENTIFYING = Set.of("ATI", "STI");

    private final ElmPort port;
    private final ElmTimeouts timeouts;
    private final AdapterMemory memory;
    private AdapterProfile profile = AdapterProfile.unknown("");
    private int silences;
    private boolean waitWasSet;

    public Adapter(ElmPort port, ElmTimeouts timeouts, AdapterMemory memory) {
        this.port = port;
        this.timeouts = timeouts;
        this.memory = memory;
    }

    public AdapterProfile profile() {
        return profile;
    }

    public ElmTimeouts timeouts() {
        return timeouts;
    }

    ElmPort port() {
        return port;
    }

    AdapterMemory memory() {
        return memory;
    }

    /// From now on what is learned belongs to the adapter that calls itself `identity`.
    void identify(String identity) {
        AdapterProfile known =
                memory.adapter(identity).orElseGet(() -> AdapterProfile.unknown(identity));
        for (String command : profile.refused()) {
            known = known.withRefused(command);
        }
        learn(known);
    }

    /// Replaces and remembers what is known about the adapter.
    public void learn(AdapterProfile learned) {
        if (!learned.equals(profile)) {
            profile = learned;
            if (!learned.identity().isEmpty()) {
                memory.keep(learned);
            }
        }
    }

    /// Sends a setting, unless this adapter is known not to have it. One that it does not know, or
    /// that leaves it without a prompt while it answers others, is never sent again.
    ///
    /// @return whether the adapter agreed
    public boolean set(String command)
            throws LinkException, InterruptedException, AdapterRestartedException {
        waitWasSet |= command.startsWith(WAIT);
        return !profile.refused().contains(command) && tell(command).ok();
    }

    /// Sets the timing that the profile says: how far the adapter shortens its wait for replies,
    /// and the longest wait, unless that is the one it began with.
    public void applyTiming()
            throws LinkException, InterruptedException, AdapterRestartedException {
        set("ATAT" + profile.adaptive());
        if (profile.waitTicks() > 0 || waitWasSet) {
            applyWait();
        }
    }

    /// Sets the longest wait that the profile says, the adapters' usual one where it says none.
    void applyWait() throws LinkException, InterruptedException, AdapterRestartedException {
        int ticks = profile.waitTicks();
        set(WAIT + "%02X".formatted(ticks > 0 ? ticks : DEFAULT_TICKS));
    }

    /// Asks the adapter something about itself, unless it is known not to answer that.
    ///
    /// @return the answer, empty if it does not know
    public String ask(String command)
            throws LinkException, InterruptedException, AdapterRestartedException {
        if (profile.refused().contains(command)) {
            return "";
        }
        ElmReply reply = tell(command);
        return reply.prompted() ? reply.answer() : "";
    }

    /// The voltage at the car's plug, empty if the adapter does not measure it.
    public OptionalDouble voltage()
            throws LinkException, InterruptedException, AdapterRestartedException {
        Matcher volts = VOLTS.matcher(ask("ATRV"));
        return volts.matches()
                ? OptionalDouble.of(Double.parseDouble(volts.group(1)))
                : OptionalDouble.empty();
    }

    private ElmReply tell(String command)
            throws LinkException, InterruptedException, AdapterRestartedException {
        ElmReply reply = exchange(command, timeouts.command());
        if (isRefusal(reply)) {
            // Noise on the line can look like a refusal, and a refusal is remembered: ask twice.
            reply = exchange(command, timeouts.command());
        }
        if (!reply.prompted()) {
            if (!isThere()) {
                return reply;
            }
            reply = exchange(command, timeouts.command());
        }
        if (isRefusal(reply)) {
            learn(profile.withRefused(command));
        }
        noticeRestart(command, reply);
        return reply;
    }

    /// A link that stood still for a while, or an adapter that was pulled, says nothing about a
    /// single command.
    private boolean isThere()
            throws LinkException, InterruptedException, AdapterRestartedException {
        boolean there = wake();
        silences = there ? 0 : silences;
        return there;
    }

    private static boolean isRefusal(ElmReply reply) {
        return !reply.prompted() || reply.unknown();
    }

    /// One exchange. A reply without a prompt is followed by an interruption, so that the next
    /// exchange begins with a clean line.
    ///
    /// @throws AdapterRestartedException when the adapter said before that it restarted
    /// @throws LinkException SILENT when it has not prompted for several exchanges
    ElmReply exchange(String command, Duration timeout)
            throws LinkException, InterruptedException, AdapterRestartedException {
        ElmReply reply = port.exchange(command, timeout);
        for (Notice notice : port.unasked()) {
            switch (notice.reaction()) {
                case START_AGAIN -> throw new AdapterRestartedException(notice);
                case WAKE -> wake();
                case NONE, DISABLE, COUNT, IGNITION_OFF, DRAIN, THIN_OUT, RETRY -> {
                    // the rest of a reply that came too late
                }
            }
        }
        if (reply.prompted()) {
            silences = 0;
        } else {
            silences++;
            if (silences >= SILENCES_ALLOWED) {
                throw new LinkException(
                        LinkException.Reason.SILENT,
                        "The adapter on %s does not answer any more".formatted(address()));
            }
            noticeRestart(command, port.resync(timeouts.resync()));
        }
        return reply;
    }

    /// A banner is also the answer to the question who it is.
    private static void noticeRestart(String command, ElmReply reply)
            throws AdapterRestartedException {
        for (Notice notice : reply.notices()) {
            boolean name = notice == Notice.BANNER && IDENTIFYING.contains(command);
            if (notice.reaction() == Notice.Reaction.START_AGAIN && !name) {
                throw new AdapterRestartedException(notice);
            }
        }
    }

    /// Keeps an adapter awake that said it was about to sleep.
    ///
    /// @return whether it prompted
    /// @throws AdapterRestartedException when it slept already and woke without its settings
    boolean wake() throws LinkException, InterruptedException, AdapterRestartedException {
        ElmReply reply = port.wake(timeouts.wake());
        noticeRestart("", reply);
        return reply.prompted();
    }

    String address() {
        return port.link().address();
    }
}
