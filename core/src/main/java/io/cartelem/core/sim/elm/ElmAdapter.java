package io.cartelem.core.sim.elm;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.sim.car.Vehicle;
import io.cartelem.core.sim.device.Device;
import io.cartelem.core.sim.device.Faults;

import org.jspecify.annotations.Nullable;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An ELM327 in front of the simulated car, as its data sheet describes it: reads a line, echoes,
/// acts, prompts. It keeps its settings when a client leaves. [#serve] is for one thread at a time;
/// the faults are for any.
public final class ElmAdapter implements Device {
    private static final int LONGEST_COMMAND = 254;
    private static final int LONGEST_REQUEST = 7;
    private static final Pattern REQUEST = Pattern.compile("((?:[0-9A-F]{2})+)([0-9A-F])?");

    /// Faults that need no command to strike.
    private static final List<ElmFault> AT_ONCE =
            List.of(
                    ElmFault.LV_RESET,
                    ElmFault.SPONTANEOUS_RESET,
                    ElmFault.ACT_ALERT,
                    ElmFault.LP_ALERT,
                    ElmFault.DISCONNECT);

    private final ElmProfile profile;
    private final Vehicle vehicle;
    private final Faults<ElmFault> faults;
    private final ElmState state;

    /// Held while a command is worked on, so that unasked output falls between two of them.
    private final ReentrantLock lock = new ReentrantLock();

    /// A fault has been set since the last look at those that strike unasked.
    private volatile boolean attention;

    private @Nullable Console console;
    private String lastCommand = "";
    private boolean lockedUp;

    public ElmAdapter(ElmProfile profile, Vehicle vehicle, long seed) {
        this.profile = profile;
        this.vehicle = vehicle;
        int baud = profile.timing().baud();
        this.state = new ElmState(baud > 0 ? baud : ElmState.DEFAULT_BAUD);
        this.faults = new Faults<>(ElmFault.class, seed);
        faults.onSet(
                () -> {
                    attention = true;
                    attend();
                });
    }

    public Faults<ElmFault> faults() {
        return faults;
    }

    /// The serial rate it is set to, 38,400 baud at first unless the profile has another.
    public int baud() {
        return state.baud;
    }

    @Override
    public void powerCycle() {
        lock.lock();
        try {
            state.powerOn();
            lockedUp = false;
            lastCommand = "";
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void serve(ByteLink link) throws LinkException, InterruptedException {
        boolean paced = profile.timing().baud() > 0;
        Console mine = new Console(link, state, faults, vehicle.clock(), paced);
        lock.lock();
        try {
            console = mine;
        } finally {
            lock.unlock();
        }
        try {
            converse(new ElmSession(profile, vehicle, faults, state, mine));
        } finally {
            lock.lock();
            try {
                console = null;
            } finally {
                lock.unlock();
            }
        }
    }

    private void converse(ElmSession session) throws LinkException, InterruptedException {
        StringBuilder command = new StringBuilder();
        while (true) {
            int character = session.console().read();
            lock.lock();
            try {
                if (lockedUp) {
                    continue;
                }
                if (state.asleep) {
                    AtCommands.restart(session, profile.timing().reset().dividedBy(10));
                    session.console().prompt();
                } else if (character == '\r') {
                    echo(session, state.newline());
                    execute(session, command.toString());
                    command.setLength(0);
                } else {
                    echo(session, String.valueOf((char) character));
                    collect(command, character);
                }
                if (character == '\r' || !session.console().more()) {
                    session.console().flush();
                }
            } finally {
                lock.unlock();
            }
            attend();
        }
    }

    private void echo(ElmSession session, String characters) {
        if (state.echo) {
            session.console().text(characters);
        }
    }

    private static void collect(StringBuilder command, int character) {
        boolean ignored =
                character == ' ' || character == '\t' || character == 0 || character == '\n';
        if (!ignored && command.length() < LONGEST_COMMAND) {
            command.append((char) character);
        }
    }

    private void execute(ElmSession session, String typed)
            throws LinkException, InterruptedException {
        String command = typed.isEmpty() ? lastCommand : typed.toUpperCase(Locale.ROOT);
        lastCommand = command;
        if (profile.lockUps().stream().anyMatch(command::startsWith)) {
            lockedUp = true;
            return;
        }
        if (faults.strikes(ElmFault.SILENCE)) {
            return;
        }
        if (strikeUnasked(session.console())) {
            return;
        }
        dispatch(session, command);
        boolean promptless =
                !command.isEmpty() && profile.promptless().stream().anyMatch(command::startsWith);
        if (!promptless && !faults.strikes(ElmFault.NO_PROMPT)) {
            session.console().prompt();
        }
    }

    private void dispatch(ElmSession session, String command)
            throws LinkException, InterruptedException {
        String stn = profile.stn();
        Matcher request = REQUEST.matcher(command);
        if (command.startsWith("AT")) {
            AtCommands.run(session, command);
        } else if (stn != null && command.startsWith("ST")) {
            StnCommands.run(session, command, stn);
        } else if (request.matches()) {
            request(session, HexFormat.of().parseHex(request.group(1)), request.group(2));
        } else {
            session.line("?");
        }
    }

    private void request(ElmSession session, byte[] asked, @Nullable String countDigit)
            throws LinkException, InterruptedException {
        if (asked.length > LONGEST_REQUEST) {
            session.line("?");
            return;
        }
        byte[] request = asked;
        if (asked.length > 2 && asked[0] == 1) {
            switch (profile.multiPid()) {
                case HONOURED -> {}
                case IGNORED -> request = Bus.firstOnly(asked);
                case REFUSED -> {
                    session.line("?");
                    return;
                }
                case NO_DATA -> {
                    session.line("NO DATA");
                    return;
                }
            }
        }
        int replies = countDigit == null ? 0 : Integer.parseInt(countDigit, 16);
        if (replies > 0) {
            switch (profile.countDigit()) {
                case HONOURED -> {}
                case IGNORED -> replies = 0;
                case REFUSED -> {
                    session.line("?");
                    return;
                }
                case NO_DATA -> {
                    session.line("NO DATA");
                    return;
                }
            }
        }
        new Bus(session).request(request, replies);
    }

    /// Lets faults strike that need no command. Whoever finds the lock taken may go: its holder
    /// comes here after it has given it back.
    private void attend() {
        while (attention && lock.tryLock()) {
            try {
                attention = false;
                Console present = console;
                if (present != null && strikeUnasked(present)) {
                    present.flush();
                }
            } catch (LinkException e) {
                // the client has just left; its serving thread sees the same
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean strikeUnasked(Console to) {
        for (ElmFault fault : AT_ONCE) {
            if (faults.strikes(fault)) {
                unasked(to, fault);
                return true;
            }
        }
        return false;
    }

    private void unasked(Console to, ElmFault fault) {
        String text = fault.text();
        if (fault == ElmFault.DISCONNECT) {
            to.link().close();
            return;
        }
        if (fault == ElmFault.LV_RESET || fault == ElmFault.SPONTANEOUS_RESET) {
            state.reset();
        }
        to.text(state.newline());
        to.line(text == null ? profile.version() : text);
        if (fault == ElmFault.LP_ALERT) {
            state.asleep = true;
        } else {
            to.prompt();
        }
    }
}
