package org.messagebroker.standalone;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.messagebroker.certs.Passphrase;

/** All parts of an installation: started side by side where possible, stopped one after the other. */
final class Everything {

    private static final List<String> STOP_ORDER = List.of("proxy", "worker", "admin", "server", "redis", "mariadb");

    private final Installation installation;
    private final Ports ports;
    private final Checkout checkout;
    private final SiteSettings site;
    private final Progress progress;
    private final Certificates certificates;
    private final Credentials credentials;
    private final Readiness readiness = new Readiness();
    private final Queue<KeptAlive> started = new ConcurrentLinkedQueue<>();
    private volatile Optional<MailServer> mail = Optional.empty();

    Everything(Installation installation, Ports ports, Checkout checkout, SiteSettings site, Progress progress) {
        this.installation = installation;
        this.ports = ports;
        this.checkout = checkout;
        this.site = site;
        this.progress = progress;
        this.certificates = new Certificates(installation, InstantSource.system());
        this.credentials = new Credentials(installation);
    }

    Certificates certificates() {
        return certificates;
    }

    Credentials credentials() {
        return credentials;
    }

    /** Returns when every part that a message passes is ready. */
    void startPath() {
        certificates.found().ifPresent(this::announceAuthority);
        certificates.issue();
        credentials.make();
        PartSettings settings = settings();
        // The parts wait for Redis and the database by themselves, so their processes start beside them.
        Together.run(List.of(
                this::startRedis,
                this::startDatabase,
                this::startMail,
                () -> startPart(settings.server()),
                () -> startPart(settings.proxy()),
                () -> startPart(settings.worker())));
    }

    /** At once: should anything fail after this, the passphrase would be lost. */
    private void announceAuthority(Passphrase passphrase) {
        progress.line("certificate authority founded in " + installation.certs());
        progress.show(new RootKeyNotice(certificates.rootKey(), passphrase).text());
    }

    /** Returns when the administration is ready. */
    void startAdmin() {
        startPart(settings().admin());
    }

    private PartSettings settings() {
        return new PartSettings(installation, ports, certificates, credentials, site);
    }

    private void startRedis() {
        if (!site.hasRedis()) {
            start(EmbeddedProcess.redis(installation, ports, credentials));
            progress.line("redis is up");
        }
    }

    private void startDatabase() {
        if (!site.hasDatabase()) {
            start(EmbeddedProcess.mariaDb(installation, ports, credentials));
            progress.line("mariadb is up");
        }
        DatabaseSchema.migrate(DatabaseAddress.ofMigration(site, ports, credentials));
        progress.line("the database's schema is up to date");
    }

    private void startMail() {
        if (!site.hasMail()) {
            MailServer server = new MailServer(new Mailbox(installation), ports.mail());
            server.start();
            mail = Optional.of(server);
        }
    }

    private void startPart(Part part) {
        ProcessHandle process = start(new PartProcess(part, installation, checkout));
        readiness.await(part, process, installation);
        progress.line(part.name() + " is ready");
    }

    private ProcessHandle start(Charge charge) {
        KeptAlive kept = new KeptAlive(charge);
        started.add(kept);
        return kept.start();
    }

    /** From now on, parts that die are started again. */
    void keepAlive() {
        started.forEach(KeptAlive::keepAlive);
    }

    /** What accepts messages stops first, what stores them last. */
    void stop() {
        started.stream()
                .sorted(Comparator.comparingInt(kept -> STOP_ORDER.indexOf(kept.name())))
                .forEach(KeptAlive::stop);
        mail.ifPresent(MailServer::close);
    }
}
