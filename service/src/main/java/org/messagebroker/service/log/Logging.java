package org.messagebroker.service.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.TimeBasedRollingPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.LogManager;
import net.logstash.logback.encoder.LogstashEncoder;
import org.messagebroker.settings.Settings;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Sets up the log of a process from {@code log.*}: one JSON object a line on standard output and, if a path is set, in a
 * file that is rotated at midnight.
 */
public final class Logging {

    /** Their debug lines carry headers and bodies, so they stay at INFO whatever the level. */
    private static final List<String> TALKATIVE = List.of("io.helidon", "io.netty", "org.redisson", "jdk");

    private Logging() {}

    /**
     * Begins; lines logged before had the format of a test or a tool.
     *
     * @throws org.messagebroker.settings.SettingsException if a setting of {@code log.*} is malformed
     */
    public static void start(String service, Settings settings) {
        Threshold level = settings.choice("log.level", Threshold.class);
        Optional<Path> file = settings.optionalPath("log.file-path");
        int keepDays = settings.integer("log.keep-days", 1, 3650);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(level.logback());
        root.addAppender(console(context, service));
        file.map(path -> rotated(context, service, path, keepDays)).ifPresent(root::addAppender);
        TALKATIVE.forEach(name -> context.getLogger(name).setLevel(level.quiet()));
        routeJavaLogging();
    }

    /** Writes out what is buffered; nothing can be logged afterwards. */
    public static void stop() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }

    /** The names that operators use, here and in the system before. */
    private enum Threshold {
        TRACE(Level.TRACE),
        DEBUG(Level.DEBUG),
        INFO(Level.INFO),
        WARN(Level.WARN),
        WARNING(Level.WARN),
        ERROR(Level.ERROR),
        CRITICAL(Level.ERROR);

        private final Level level;

        Threshold(Level level) {
            this.level = level;
        }

        Level logback() {
            return level;
        }

        Level quiet() {
            return level.isGreaterOrEqual(Level.INFO) ? level : Level.INFO;
        }
    }

    private static Appender<ILoggingEvent> console(LoggerContext context, String service) {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setEncoder(encoder(context, service));
        console.start();
        return console;
    }

    private static Appender<ILoggingEvent> rotated(LoggerContext context, String service, Path path, int keepDays) {
        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setContext(context);
        file.setFile(path.toString());
        file.setEncoder(encoder(context, service));
        TimeBasedRollingPolicy<ILoggingEvent> daily = new TimeBasedRollingPolicy<>();
        daily.setContext(context);
        daily.setParent(file);
        daily.setFileNamePattern(path + ".%d{yyyy-MM-dd}.gz");
        daily.setMaxHistory(keepDays);
        daily.start();
        file.setRollingPolicy(daily);
        file.start();
        return file;
    }

    private static LogstashEncoder encoder(LoggerContext context, String service) {
        LogstashEncoder encoder = new LogstashEncoder();
        encoder.setContext(context);
        encoder.setTimeZone("UTC");
        encoder.setCustomFields("{\"service\":\"" + service.toLowerCase(Locale.ROOT) + "\"}");
        encoder.start();
        return encoder;
    }

    private static void routeJavaLogging() {
        LogManager.getLogManager().reset();
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
