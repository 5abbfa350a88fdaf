package io.cartelem.app.cli;

import io.cartelem.app.fx.ToolkitStart;
import io.cartelem.app.station.Station;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.SerialPortInfo;
import io.cartelem.core.collect.transport.SerialPorts;
import io.cartelem.core.config.ConfigLoader;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.config.Keys;
import io.cartelem.core.port.Clock;

import org.slf4j.LoggerFactory;

import java.io.PrintWriter;
import java.nio.charset.Charset;

/// What `cartelem` does without a command: the desktop, or where there is no screen the headless
/// station.
///
/// It uses nothing of picocli, whose class files are too old for the AOT cache and take 0.4 s to
/// load. Who clicks the icon types nothing and need not wait for that.
public final class DesktopStart {
    private final SettingOptions options;
    private final RunOptions run;
    private final PrintWriter out;
    private final PrintWriter err;

    DesktopStart(SettingOptions options, RunOptions run, PrintWriter out, PrintWriter err) {
        this.options = options;
        this.run = run;
        this.out = out;
        this.err = err;
    }

    /// Starts as if `cartelem` was typed and nothing else, on the calling thread.
    ///
    /// @return the exit code: 0, 1 for a failure, 2 for settings that cannot be used
    public static int withoutArguments() {
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        try {
            return new DesktopStart(
                            new SettingOptions(),
                            new RunOptions(),
                            new PrintWriter(System.out, true, Charset.defaultCharset()),
                            err)
                    .start();
        } catch (RuntimeException e) {
            return CommandFailure.tell(e, "cartelem", err);
        }
    }

    int start() {
        return Screen.present() ? window() : headless();
    }

    private int window() {
        ToolkitStart.prepare();
        ConfigLoader.Result settings = options.loadAndPrint(err);
        Configuration config = settings.configuration();
        Station station = open(config);
        Window.open(station, decided(config), settings.problems(), run.time());
        return 0;
    }

    private int headless() {
        out.println("There is no display, so this is the headless station (the same as `serve`).");
        Configuration config = options.loadOrRefuse(err);
        Station station = open(config);
        boolean simulate = !decided(config) && nothingPluggedIn();
        try {
            if (simulate) {
                station.simulate();
            } else {
                station.connectDevices();
            }
        } catch (RuntimeException e) {
            station.close();
            throw e;
        }
        new Headless(station, out).run(simulate, run.name, run.time());
        return 0;
    }

    private static Station open(Configuration config) {
        return Station.open(
                config, SettingOptions.dataFolder(config), Clock.system(), Version.text());
    }

    /// Whether the user said anywhere where the values shall come from.
    private static boolean decided(Configuration config) {
        return config.isSet(Keys.OBD_PORT) || config.isSet(Keys.GPS_PORT);
    }

    /// Built-in ports are there on every other board with nothing behind them, so only USB counts.
    private static boolean nothingPluggedIn() {
        try {
            return SerialPorts.list().stream().noneMatch(SerialPortInfo::isUsb);
        } catch (LinkException e) {
            LoggerFactory.getLogger(DesktopStart.class).info("serial ports cannot be listed", e);
            return true;
        }
    }
}
