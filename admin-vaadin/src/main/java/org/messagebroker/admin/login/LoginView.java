package org.messagebroker.admin.login;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.language.Language;
import org.messagebroker.admin.page.Notice;
import org.messagebroker.admin.server.Refusal;

/** Sign-in with e-mail address and password. The form goes to Spring Security, not through Vaadin. */
@Route(value = "login", autoLayout = false)
@AnonymousAllowed
final class LoginView extends LoginPage implements BeforeEnterObserver {

    /** The query parameter that says that the person has just signed out. */
    static final String SIGNED_OUT = "signed-out";

    private final LoginForm form = new LoginForm();
    private final Paragraph help = new Paragraph();
    private Optional<LoginNotice> told = Optional.empty();

    LoginView() {
        super("login");
        form.setId("login-form");
        form.setAction("login");
        form.setHeadingLevel(1);
        form.setForgotPasswordButtonVisible(true);
        form.addForgotPasswordListener(forgotten -> UI.getCurrentOrThrow().navigate(ForgottenView.class));
        help.addClassName("secondary");
        show(form, help);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        VaadinSession session = VaadinSession.getCurrent();
        LoginMemory.forgetChallenge(session);
        told = LoginMemory.notice(session)
                .or(() ->
                        event.getLocation().getQueryParameters().getParameters().containsKey(SIGNED_OUT)
                                ? Optional.of(new LoginNotice.SignedOut())
                                : Optional.empty());
        form.getElement()
                .executeJs(
                        "requestAnimationFrame(() => { const field = this.querySelector('[name=username]');"
                                + " if (field && $0) { field.value = $0; this.querySelector('[name=password]')?.focus(); } })",
                        LoginMemory.email(session));
    }

    @Override
    void say() {
        form.setI18n(words());
        help.setText(getTranslation("login.help"));
        told.ifPresent(this::tell);
    }

    private LoginI18n words() {
        LoginI18n words = new LoginI18n();
        LoginI18n.Form fields = new LoginI18n.Form();
        fields.setTitle(getTranslation("login.title"));
        fields.setUsername(getTranslation("login.email"));
        fields.setPassword(getTranslation("login.password"));
        fields.setForgotPassword(getTranslation("login.forgotten"));
        fields.setSubmit(getTranslation("login.submit"));
        words.setForm(fields);
        LoginI18n.ErrorMessage missing = new LoginI18n.ErrorMessage();
        missing.setUsername(getTranslation("login.email.missing"));
        missing.setPassword(getTranslation("login.password.missing"));
        words.setErrorMessage(missing);
        return words;
    }

    private void tell(LoginNotice what) {
        switch (what) {
            case LoginNotice.WrongPassword wrong -> tell(Notice.Kind.ERROR, "login.wrong");
            case LoginNotice.WrongCode wrong -> tell(Notice.Kind.ERROR, "code.wrong");
            case LoginNotice.ChallengeOver over -> tell(Notice.Kind.ERROR, "code.over");
            case LoginNotice.EnrolmentRefused(Refusal why) -> tellReason("code.refused", why);
            case LoginNotice.Closed closed -> tell(Notice.Kind.ERROR, "login.closed");
            case LoginNotice.Locked locked -> tell(Notice.Kind.WARNING, "login.locked", left(locked));
            case LoginNotice.ServerAway away -> tell(Notice.Kind.ERROR, "login.away");
            case LoginNotice.SessionEnded ended -> tell(Notice.Kind.INFO, "login.ended");
            case LoginNotice.SignedOut out -> tell(Notice.Kind.INFO, "login.signed-out");
        }
    }

    private String left(LoginNotice.Locked locked) {
        return new Formats(Language.of(getLocale()), ZoneOffset.UTC).countdown(locked.remaining(Instant.now()));
    }
}
