package io.cartelem.app.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.spi.ContextAware;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;

/// The log: a file that rolls, and errors on the terminal. In Java, because reading it from XML
/// cost 80 ms of the start. Who wants another names a file with `-Dlogback.configurationFile`.
///
/// Found by logback through its service file when the first logger is made; see [Logs].
public final class LogSetup extends ContextAwareBase implements Configurator {
    /// Names the folder of the file; the system's for temporary files where it is not set.
    static final String FOLDER = "cartelem.logs";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(file(context));
        root.addAppender(terminal(context));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Appender<ILoggingEvent> file(LoggerContext context) {
        String folder = System.getProperty(FOLDER, System.getProperty("java.io.tmpdir"));
        RollingFileAppender<ILoggingEvent> appender = of(context, new RollingFileAppender<>());
        appender.setName("FILE");
        appender.setFile(folder + "/cartelem.log");
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy =
                of(context, new SizeAndTimeBasedRollingPolicy<>());
        policy.setParent(appender);
        policy.setFileNamePattern(folder + "/cartelem.%d{yyyy-MM-dd}.%i.log.gz");
        policy.setMaxFileSize(new FileSize(5 * FileSize.MB_COEFFICIENT));
        policy.setMaxHistory(14);
        policy.setTotalSizeCap(new FileSize(50 * FileSize.MB_COEFFICIENT));
        policy.start();
        appender.setRollingPolicy(policy);
        appender.setEncoder(
                encoder(
                        context,
                        "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{20}: %msg%n"));
        appender.start();
        return appender;
    }

    private static Appender<ILoggingEvent> terminal(LoggerContext context) {
        ConsoleAppender<ILoggingEvent> appender = of(context, new ConsoleAppender<>());
        appender.setName("STDERR");
        appender.setTarget("System.err");
        ThresholdFilter errors = of(context, new ThresholdFilter());
        errors.setLevel("ERROR");
        errors.start();
        appender.addFilter(errors);
        appender.setEncoder(encoder(context, "%msg%n%nopex"));
        appender.start();
        return appender;
    }

    private static PatternLayoutEncoder encoder(LoggerContext context, String pattern) {
        PatternLayoutEncoder encoder = of(context, new PatternLayoutEncoder());
        encoder.setPattern(pattern);
        encoder.start();
        return encoder;
    }

    private static <T extends ContextAware> T of(LoggerContext context, T part) {
        part.setContext(context);
        return part;
    }
}
