package org.messagebroker.service;

import java.nio.file.Path;
import java.util.function.Function;
import org.messagebroker.service.log.Logging;
import org.messagebroker.settings.Settings;
import org.messagebroker.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a service as a process: reads the settings from the working directory and the environment, sets up the log, starts,
 * and stops on SIGTERM or SIGINT. Exit codes: {@value #BAD_SETTING} a setting, {@value #FAILED} anything else that keeps the
 * service from starting, with one line on the error output that says why.
 */
public final class Launcher {

    /** The exit code for a setting that is unknown, missing or malformed (EX_CONFIG). */
    public static final int BAD_SETTING = 78;

    /** The exit code for any other failure to start. */
    public static final int FAILED = 1;

    private Launcher() {}

    /**
     * Runs until the process is told to stop.
     *
     * @param name of the service, as in the log
     * @param anchor a class of the module with the service's {@code application.yaml}
     * @param start starts the service; what it returns is closed at the end
     */
    public static void run(String name, Class<?> anchor, Function<Settings, ? extends AutoCloseable> start) {
        try {
            Settings settings = Settings.load(anchor, Path.of("").toAbsolutePath(), System.getenv());
            Logging.start(name, settings);
            Logger log = LoggerFactory.getLogger(Launcher.class);
            log.info("starting {} with these settings\n{}", name, settings.table());
            AutoCloseable running = start.apply(settings);
            closeAtEnd(name, running);
            log.info("{} is running", name);
        } catch (SettingsException | StartException e) {
            fail(name, String.valueOf(e.getMessage()), e instanceof SettingsException ? BAD_SETTING : FAILED);
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(Launcher.class).error("{} did not start", name, e);
            fail(name, "an unexpected failure; the log has it in full", FAILED);
        }
    }

    private static void closeAtEnd(String name, AutoCloseable running) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(name, running), "stop-" + name));
    }

    private static void close(String name, AutoCloseable running) {
        Logger log = LoggerFactory.getLogger(Launcher.class);
        log.info("stopping {}", name);
        try {
            running.close();
        } catch (Exception e) {
            log.warn("{} did not stop cleanly", name, e);
        }
        log.info("{} has stopped", name);
        Logging.stop();
    }

    private static void fail(String name, String why, int code) {
        System.err.println(name + " cannot start: " + why);
        System.exit(code);
    }
}
