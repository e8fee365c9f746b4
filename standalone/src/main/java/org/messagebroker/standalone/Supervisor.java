package org.messagebroker.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings an installation up, keeps its parts alive, and takes it down when this process is asked to end. Why it is a
 * process of its own: docs/decisions/2026-11-23-supervisor.md.
 */
final class Supervisor {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private final Installation installation;
    private final Ports ports;
    private final Checkout checkout;
    private final Progress progress = new Progress();
    private final CountDownLatch forever = new CountDownLatch(1);

    Supervisor(Installation installation, Ports ports, Checkout checkout) {
        this.installation = installation;
        this.ports = ports;
        this.checkout = checkout;
    }

    /**
     * Returns when everything is ready and the demonstration message was delivered. The parts that run by then are
     * stopped when the process ends, whether this succeeded or not.
     */
    void up() {
        SupervisorLock lock = SupervisorLock.take(installation)
                .orElseThrow(() -> new CommandFailure(
                        Exit.FAILED, "Another ./broker up is under way in " + installation.data() + "."));
        SiteSettings site = SiteSettings.read(installation, System.getenv());
        clearAway();
        PortCheck.requireFree(ports, site.replaced());
        rememberSelf();
        Everything everything = new Everything(installation, ports, checkout, site, progress);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> down(everything, lock)));
        everything.startPath();
        Together.run(List.of(everything::startAdmin, () -> demonstrate(everything)));
        everything.keepAlive();
        announce(everything);
    }

    private void demonstrate(Everything everything) {
        progress.line(new Demonstration(installation, everything.certificates(), ports).run());
    }

    private void clearAway() {
        PrivateFiles.delete(installation.readyFile());
        int stopped = new Leftovers(installation).stop();
        if (stopped > 0) {
            progress.line("stopped " + stopped + " processes that an earlier run had left");
        }
    }

    private void rememberSelf() {
        PrivateFiles.write(installation.portOffsetFile(), ports.offset() + "\n");
        ProcessIdentity.of(ProcessHandle.current().pid())
                .map(self -> new ProcessFile(self, 0, Checkout.version(), Instant.now()))
                .ifPresent(file -> file.write(installation.processFile("supervisor")));
    }

    private void announce(Everything everything) {
        boolean first = !Files.exists(installation.installedFile());
        PrivateFiles.write(installation.readyFile(), Instant.now() + "\n");
        PrivateFiles.write(installation.installedFile(), Checkout.version() + "\n");
        String login = first
                ? everything.credentials().adminPassword() + " (shown once; kept in " + installation.adminPassword()
                        + ")"
                : "in " + installation.adminPassword();
        progress.show(new Summary(installation, everything.certificates(), ports).text(login));
    }

    private void down(Everything everything, SupervisorLock lock) {
        try (lock) {
            LOG.info("stopping");
            PrivateFiles.delete(installation.readyFile());
            everything.stop();
            PrivateFiles.delete(installation.processFile("supervisor"));
            LOG.info("stopped");
        } catch (IOException e) {
            LOG.warn("the lock could not be closed: {}", e.getMessage());
        }
    }

    /** Waits for the end of the process. */
    void join() throws InterruptedException {
        forever.await();
    }
}
