package org.messagebroker.server.mail;

import io.helidon.webserver.http.HttpService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.crypto.MasterKey;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.health.Turns;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.service.Metrics;
import org.messagebroker.service.Readiness;

/** Mail, put together; between {@link #begin} and {@link #close} it is sent. Thread-safe. */
public final class MailFeature implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Database database;
    private final AuditStore audit;
    private final Optional<Smtp> smtp;
    private final Optional<Turns> delivery;
    private final Post post;

    private MailFeature(Database database, AuditStore audit, Optional<Smtp> smtp, Optional<Turns> delivery, Post post) {
        this.database = database;
        this.audit = audit;
        this.smtp = smtp;
        this.delivery = delivery;
        this.post = post;
    }

    /** @param config empty for no mail server */
    public static MailFeature create(
            Database database,
            MasterKey masterKey,
            Optional<MailConfig> config,
            AuditStore audit,
            Metrics metrics,
            InstantSource clock) {
        MailStore store = new MailStore(database, masterKey, clock);
        Optional<Smtp> smtp = config.map(server -> new Smtp(server, clock));
        return new MailFeature(
                database,
                audit,
                smtp,
                smtp.map(server -> new MailDelivery(store, server, metrics, clock))
                        .map(mails -> new Turns("mail", PAUSE, mails::sendAll)),
                new Post(store, smtp.isPresent()));
    }

    /** Takes mail. */
    public Post post() {
        return post;
    }

    /** {@code /admin/mail/test}. */
    public HttpService routes(Authentication authentication) {
        return new MailRoutes(authentication, database, audit, smtp);
    }

    /** From now on, as soon as there is nothing wrong any more. */
    public void begin(Readiness prepared) {
        delivery.ifPresent(turns -> turns.begin(prepared));
    }

    @Override
    public void close() {
        delivery.ifPresent(Turns::close);
    }
}
