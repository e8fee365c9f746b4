package org.messagebroker.server.mail;

import io.helidon.dbclient.DbExecute;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes mail to be sent. Thread-safe. */
public final class Post {

    private static final Logger LOG = LoggerFactory.getLogger(Post.class);

    private final MailStore store;
    private final boolean configured;

    Post(MailStore store, boolean configured) {
        this.store = store;
        this.configured = configured;
    }

    /** Whether there is a mail server; without one nothing is sent. */
    public boolean isConfigured() {
        return configured;
    }

    /**
     * Sends a mail once the transaction is committed, and soon; several times if need be. Without a mail server this only
     * leaves a line in the log.
     *
     * @param transaction of what the mail tells of
     */
    public void enqueue(DbExecute transaction, Mail mail) {
        if (configured) {
            store.add(transaction, mail.recipient(), MailLayout.of(mail), mail.usefulFor());
        } else {
            LOG.warn("A mail is not sent, because there is no mail server: set SMTP_HOST");
        }
    }
}
