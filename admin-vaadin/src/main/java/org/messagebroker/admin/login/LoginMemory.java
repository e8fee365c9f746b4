package org.messagebroker.admin.login;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinSession;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Optional;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/** What the login page is to say, kept in the browser's session until it is shown. */
public final class LoginMemory {

    private static final String NOTICE = LoginNotice.class.getName();
    private static final String EMAIL = LoginNotice.class.getName() + ".email";
    private static final String CHALLENGE = Challenge.class.getName();
    private static final String RECOVERY_CODES = LoginMemory.class.getName() + ".recovery-codes";
    private static final String SIGNED_IN = HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY;

    private LoginMemory() {}

    /**
     * Sends a page back to the login, which says that the session has ended; the sign-in leads to the same page again. A
     * browser's session that is gone, because the person is just signing out, needs none of that.
     */
    public static void endSession(UI ui) {
        Optional.ofNullable(ui.getSession().getSession()).ifPresent(session -> {
            session.removeAttribute(SIGNED_IN);
            session.setAttribute(NOTICE, new LoginNotice.SessionEnded());
            ui.getPage().reload();
        });
    }

    static void put(HttpSession session, LoginNotice notice) {
        session.setAttribute(NOTICE, notice);
    }

    static void put(VaadinSession session, LoginNotice notice) {
        session.getSession().setAttribute(NOTICE, notice);
    }

    static void putEmail(HttpSession session, String email) {
        session.setAttribute(EMAIL, email);
    }

    /** The notice to show. It stays until a sign-in, so that a reload shows it again. */
    static Optional<LoginNotice> notice(VaadinSession session) {
        return Optional.ofNullable(session.getSession().getAttribute(NOTICE)).map(LoginNotice.class::cast);
    }

    /** Keeps what the code is owed for. */
    static void put(HttpSession session, Challenge challenge) {
        session.removeAttribute(NOTICE);
        session.setAttribute(CHALLENGE, challenge);
    }

    static Optional<Challenge> challenge(HttpSession session) {
        return Optional.ofNullable(session.getAttribute(CHALLENGE)).map(Challenge.class::cast);
    }

    static Optional<Challenge> challenge(VaadinSession session) {
        return Optional.ofNullable(session.getSession().getAttribute(CHALLENGE)).map(Challenge.class::cast);
    }

    static void forgetChallenge(VaadinSession session) {
        session.getSession().removeAttribute(CHALLENGE);
    }

    /** Keeps recovery codes until the first page shows them. */
    static void putRecoveryCodes(HttpSession session, List<String> codes) {
        session.setAttribute(RECOVERY_CODES, List.copyOf(codes));
    }

    /** New recovery codes that the person has not seen yet; they are told once. */
    @SuppressWarnings("unchecked") // only putRecoveryCodes writes it
    public static List<String> takeRecoveryCodes(VaadinSession session) {
        Optional<List<String>> codes = Optional.ofNullable(session.getSession().getAttribute(RECOVERY_CODES))
                .map(found -> (List<String>) found);
        session.getSession().removeAttribute(RECOVERY_CODES);
        return codes.orElseGet(List::of);
    }

    /** The address typed last, so that it need not be typed again. */
    static String email(VaadinSession session) {
        return Optional.ofNullable(session.getSession().getAttribute(EMAIL))
                .map(String::valueOf)
                .orElse("");
    }

    /** Forgets all of it, after a sign-in. */
    public static void clear(VaadinSession session) {
        session.getSession().removeAttribute(NOTICE);
        session.getSession().removeAttribute(EMAIL);
        session.getSession().removeAttribute(CHALLENGE);
    }
}
