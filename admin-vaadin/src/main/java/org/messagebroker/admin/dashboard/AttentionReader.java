package org.messagebroker.admin.dashboard;

import static org.messagebroker.api.Permission.AUDIT_READ;
import static org.messagebroker.api.Permission.CERTIFICATE_READ;
import static org.messagebroker.api.Permission.MESSAGE_READ_ALL;
import static org.messagebroker.api.Permission.USER_READ;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.messagebroker.admin.dashboard.Overview.Attention;
import org.messagebroker.admin.server.AlertClient;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.CertificateClient;
import org.messagebroker.admin.server.DeadLetterClient;
import org.messagebroker.admin.server.DeadLetterFilter;
import org.messagebroker.admin.server.Permissions;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.AlertPage;
import org.messagebroker.api.DeadLetterPage;
import org.messagebroker.api.Expiring;
import org.messagebroker.api.Permission;

/** What somebody should look at; asked for only as far as the person may see it. Thread-safe. */
record AttentionReader(
        Supplier<Set<Permission>> permissions,
        Supplier<Answer<Expiring>> expiring,
        Supplier<Answer<DeadLetterPage>> deadLetters,
        Supplier<Answer<AlertPage>> alerts) {

    private static final int SOON_DAYS = 30;
    private static final int MOST_DEAD = 100;

    /** Asks the server. */
    static AttentionReader of(
            PortalSession session,
            Permissions permissions,
            CertificateClient certificates,
            DeadLetterClient deadLetters,
            AlertClient alerts) {
        return new AttentionReader(
                () -> permissions.of(session),
                () -> certificates.expiring(session, SOON_DAYS),
                () -> deadLetters.deadLetters(session, DeadLetterFilter.DEAD, Optional.empty(), MOST_DEAD),
                () -> alerts.alerts(session, Optional.empty(), 1));
    }

    /** All of it, or why a part is not known: nobody may take that for nothing to look at. */
    Answer<Attention> attention() {
        return ask(expiring, CERTIFICATE_READ, USER_READ)
                .then(ends -> ask(deadLetters, MESSAGE_READ_ALL)
                        .then(dead -> ask(alerts, AUDIT_READ).map(wrong -> attention(ends, dead, wrong))));
    }

    private static Attention attention(
            Optional<Expiring> ends, Optional<DeadLetterPage> dead, Optional<AlertPage> wrong) {
        return new Attention(
                ends.map(soon -> soon.certificates().size()),
                ends.map(soon -> soon.users().size()),
                dead.map(page -> page.deadLetters().size()),
                dead.flatMap(DeadLetterPage::after).isPresent(),
                wrong.map(page -> page.current().size()));
    }

    private <T> Answer<Optional<T>> ask(Supplier<Answer<T>> question, Permission... needed) {
        return permissions.get().containsAll(Set.of(needed))
                ? question.get().map(Optional::of)
                : new Answer.Given<>(Optional.empty());
    }
}
