package io.cartelem.app.cli;

import io.cartelem.app.station.Stores;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.model.SessionInfo;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.SessionList;
import io.cartelem.core.port.SessionQuery;
import io.cartelem.core.port.SessionStore;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;

/// Lists what was recorded, newest first.
@Command(name = "sessions", description = "List what was recorded, newest first.")
final class SessionsCommand implements Callable<Integer> {
    @Mixin private final SettingOptions options = new SettingOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "TEXT",
            description = "Found in name, car, driver, track or notes.")
    private String text = "";

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Configuration config = options.loadOrRefuse(spec.commandLine().getErr());
        PrintWriter out = spec.commandLine().getOut();
        try (SessionStore store =
                Stores.open(config, SettingOptions.dataFolder(config), Clock.system())) {
            print(store, text, SessionQuery.MAX_LIMIT, out);
        }
        out.flush();
        return 0;
    }

    /// Prints all that were found, however many there are.
    ///
    /// @param page how many are asked for at a time
    static void print(SessionStore store, String text, int page, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%6s  %-20s  %10s  %-9s  %s%n",
                "id",
                "started (UTC)",
                "samples",
                "origin",
                "name");
        int printed = 0;
        SessionList list;
        do {
            list = store.sessions(new SessionQuery(text, false, page, printed));
            for (SessionInfo session : list.sessions()) {
                out.printf(
                        Locale.ROOT,
                        "%6d  %-20s  %10d  %-9s  %s%s%n",
                        session.id(),
                        started(session),
                        session.samples(),
                        session.origin().name().toLowerCase(Locale.ROOT),
                        session.name(),
                        session.recovered() ? " (recovered)" : "");
            }
            printed += list.sessions().size();
        } while (!list.sessions().isEmpty() && printed < list.total());
    }

    private static String started(SessionInfo session) {
        Instant started = session.started();
        return started == null ? "-" : started.toString().substring(0, 19) + "Z";
    }
}
