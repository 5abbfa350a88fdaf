package io.cartelem.app.cli;

import io.cartelem.app.station.Station;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.SerialPortInfo;
import io.cartelem.core.collect.transport.SerialPorts;
import io.cartelem.core.config.ConfigLoader;
import io.cartelem.core.config.Configuration;
import io.cartelem.core.config.Keys;
import io.cartelem.core.port.Clock;
import io.cartelem.core.port.StoreException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `cartelem` itself: the desktop; without a screen the headless station.
@Command(
        name = "cartelem",
        description =
                "Telemetry workstation for cars: reads OBD-II and GPS, records, shows, shares.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = CommandLine.ScopeType.INHERIT,
        subcommands = {
            ServeCommand.class,
            SimulateCommand.class,
            SessionsCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            DevicesCommand.class,
            MigrateCommand.class,
            PinCommand.class,
            ConfigCommand.class,
            SupportCommand.class
        })
public final class CartelemCommand implements Callable<Integer> {
    @Mixin private final SettingOptions options = new SettingOptions();
    @Mixin private final RunOptions run = new RunOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "RECORDING",
            description = "A file of recordings to open in place of the usual one.")
    private @Nullable Path recording;

    @Spec private CommandSpec spec;

    /// Runs the command line on the calling thread.
    ///
    /// @return the exit code: 0, 1 for a failure, 2 for a wrong use
    public static int run(String[] args) {
        return commandLine().execute(args);
    }

    static CommandLine commandLine() {
        return new CommandLine(new CartelemCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(CartelemCommand::execute)
                .setExecutionExceptionHandler(CartelemCommand::complain);
    }

    /// What stands before a command would be lost without a word, because a command has its own.
    private static int execute(ParseResult arguments) {
        if (arguments.hasSubcommand() && !arguments.matchedOptions().isEmpty()) {
            String option = arguments.matchedOptions().getFirst().longestName();
            String command = arguments.subcommand().commandSpec().name();
            throw new CommandLine.ParameterException(
                    arguments.commandSpec().commandLine(),
                    "Options stand behind the command: `cartelem %s %s …`."
                            .formatted(command, option));
        }
        return new CommandLine.RunLast().execute(arguments);
    }

    @Override
    public Integer call() {
        if (recording != null) {
            options.database = "jdbc:sqlite:" + existing(recording);
        }
        PrintWriter err = spec.commandLine().getErr();
        if (Screen.present()) {
            ConfigLoader.Result settings = options.loadAndPrint(err);
            Configuration config = settings.configuration();
            Station station =
                    Station.open(
                            config,
                            SettingOptions.dataFolder(config),
                            Clock.system(),
                            Version.text());
            Window.open(station, decided(config), settings.problems(), run.time());
            return 0;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("There is no display, so this is the headless station (the same as `serve`).");
        Configuration config = options.loadOrRefuse(err);
        Station station =
                Station.open(
                        config, SettingOptions.dataFolder(config), Clock.system(), Version.text());
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

    /// A mistyped command must not become the name of a new file.
    private static Path existing(Path recording) {
        if (!Files.isRegularFile(recording)) {
            throw new CommandFailure(
                    CommandFailure.USAGE,
                    "There is neither a command nor a file \""
                            + recording
                            + "\"; `cartelem --help` lists the commands.",
                    null);
        }
        return recording.toAbsolutePath();
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
            logger().info("serial ports cannot be listed", e);
            return true;
        }
    }

    private static int complain(Exception failure, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        switch (failure) {
            case CommandFailure refused -> {
                err.println(refused.getMessage());
                return refused.exitCode();
            }
            case StoreException store -> err.println(store.getMessage());
            default -> {
                err.println(
                        "Cartelem failed: " + failure.getMessage() + " (details are in the log)");
                logger().error("{} failed", command.getCommandName(), failure);
            }
        }
        return CommandFailure.FAILED;
    }

    /// Not a constant: the first logger made decides where the log is, and the settings are read
    /// first.
    private static Logger logger() {
        return LoggerFactory.getLogger(CartelemCommand.class);
    }
}
