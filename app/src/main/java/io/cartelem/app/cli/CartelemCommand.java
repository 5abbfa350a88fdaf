package io.cartelem.app.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `cartelem` itself: the desktop; without a screen the headless station.
@Command(
        name = "cartelem",
        description =
                "Telemetry workstation for cars: reads OBD-II and GPS, records, shows, shares.",
        mixinStandardHelpOptions = true,
        versionProvider = CartelemCommand.VersionLines.class,
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
        CommandLine line = spec.commandLine();
        return new DesktopStart(options, run, line.getOut(), line.getErr()).start();
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

    private static int complain(Exception failure, CommandLine command, ParseResult arguments) {
        return CommandFailure.tell(failure, command.getCommandName(), command.getErr());
    }

    static final class VersionLines implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Cartelem " + Version.text(), "Java " + Runtime.version()};
        }
    }
}
