package org.messagebroker.server.login;

import io.helidon.dbclient.DbExecute;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import org.messagebroker.api.Language;
import org.messagebroker.server.mail.Mail;
import org.messagebroker.server.mail.Mail.Part;
import org.messagebroker.server.mail.Post;
import org.messagebroker.server.user.SecretToken;
import org.messagebroker.server.user.User;

/** What people are told by mail about their accounts, each in his language. Thread-safe. */
final class LoginMails {

    private static final String BUNDLE = "org.messagebroker.server.login.mails";
    private static final Duration USEFUL = Duration.ofDays(1);

    private final Post post;
    private final Optional<URI> portal;

    /** @param portal where links lead to; absent when it is not known */
    LoginMails(Post post, Optional<URI> portal) {
        this.post = post;
        this.portal = portal;
    }

    /** Whether a link to choose another password can be sent at all. */
    boolean canSendLinks() {
        return post.isConfigured() && portal.isPresent();
    }

    /**
     * The link to choose another password. The token stands behind the {@code #}, which browsers keep to themselves: it gets
     * into no log on the way.
     *
     * @param address from where it was asked for
     */
    void reset(DbExecute transaction, User user, SecretToken token, String address) {
        Words words = words(transaction, user);
        String base = portal.orElseThrow().toString().replaceAll("/+$", "");
        URI link = URI.create(base + "/reset#token=" + token.value());
        List<Part> parts = words.paragraphs("reset.text");
        parts.add(new Part.Link(words.get("reset.button"), link));
        parts.add(new Part.Paragraph(words.get("reset.ignore")));
        parts.add(new Part.Facts(Map.of(words.get("reset.from"), address)));
        post.enqueue(
                transaction,
                new Mail(
                        user.email().value(),
                        words.language(),
                        words.get("reset.subject"),
                        parts,
                        ForgottenPasswords.LINK_LIFETIME));
    }

    void passwordChanged(DbExecute transaction, User user) {
        send(transaction, user, "changed");
    }

    void secondFactorEnabled(DbExecute transaction, User user) {
        send(transaction, user, "factor.enabled");
    }

    void secondFactorRemoved(DbExecute transaction, User user) {
        send(transaction, user, "factor.removed");
    }

    void recovered(DbExecute transaction, User user) {
        send(transaction, user, "recovered");
    }

    private void send(DbExecute transaction, User user, String what) {
        Words words = words(transaction, user);
        post.enqueue(
                transaction,
                new Mail(
                        user.email().value(),
                        words.language(),
                        words.get(what + ".subject"),
                        words.paragraphs(what + ".text"),
                        USEFUL));
    }

    private static Words words(DbExecute execute, User user) {
        Language language = LanguageStore.of(execute, user.id());
        return new Words(language, ResourceBundle.getBundle(BUNDLE, Locale.of(language.code())));
    }

    private record Words(Language language, ResourceBundle bundle) {

        String get(String key) {
            return bundle.getString(key);
        }

        List<Part> paragraphs(String key) {
            return new ArrayList<>(List.of(new Part.Paragraph(get("greeting")), new Part.Paragraph(get(key))));
        }
    }
}
