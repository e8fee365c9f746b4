package org.messagebroker.admin.login;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Input;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import java.util.Optional;
import org.messagebroker.admin.page.Notice;
import org.messagebroker.admin.page.QrCode;
import org.messagebroker.admin.server.AccountClient;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.Browser;
import org.messagebroker.admin.server.Refusal;
import org.messagebroker.api.ChallengeRequest;
import org.messagebroker.api.SecondFactorEnrolment;

/**
 * Asks for the code of the authenticator app after the password. Who has none yet and needs one sets it up here. The form,
 * which Enter submits as it does every form of one field, goes to Spring Security like the first one: without a name, and with
 * the code in the place of the password.
 */
@Route(value = "login/code", autoLayout = false)
@AnonymousAllowed
final class CodeView extends LoginPage implements BeforeEnterObserver {

    private final AccountClient accounts;
    private final H1 heading = new H1();
    private final Paragraph text = new Paragraph();
    private final Div enrolment = new Div();
    private final TextField code = new TextField();
    private final Button submit = new Button();
    private final Button retry =
            new Button("", click -> UI.getCurrentOrThrow().getPage().reload());
    private final RouterLink back = new RouterLink("", LoginView.class);
    private Optional<Challenge> challenge = Optional.empty();
    private boolean wrong;
    private boolean away;

    CodeView(AccountClient accounts) {
        super("code");
        this.accounts = accounts;
        code.setId("code");
        code.addClassName("ltr-field");
        code.setAutofocus(true);
        code.setRequired(true);
        code.setWidthFull();
        code.getElement().setAttribute("name", "password");
        code.getElement().setAttribute("autocomplete", "one-time-code");
        submit.setId("code-submit");
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.setWidthFull();
        submit.getElement().executeJs("this.addEventListener('click', () => this.closest('form').requestSubmit())");
        retry.setId("code-retry");
        retry.setWidthFull();
        enrolment.addClassName("enrolment");
        show(heading, text, enrolment, form(), retry, back);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        VaadinSession session = VaadinSession.getCurrent();
        challenge = LoginMemory.challenge(session);
        away = false;
        wrong = LoginMemory.notice(session)
                .filter(LoginNotice.WrongCode.class::isInstance)
                .isPresent();
        if (challenge.isEmpty()) {
            event.forwardTo(LoginView.class);
        } else if (challenge.filter(Challenge::enrolment).isPresent()) {
            enrol(challenge.orElseThrow(), event);
        }
        offer();
    }

    @Override
    void say() {
        boolean begins = challenge.filter(Challenge::enrolment).isPresent();
        heading.setText(getTranslation("code.title"));
        text.setText(getTranslation(begins ? "code.enrol" : "code.text"));
        code.setLabel(getTranslation(begins ? "code.first" : "code.label"));
        submit.setText(getTranslation("login.submit"));
        retry.setText(getTranslation("code.retry"));
        back.setText(getTranslation("code.back"));
        if (away) {
            tell(Notice.Kind.ERROR, "login.away");
        } else if (wrong) {
            tell(Notice.Kind.ERROR, "code.wrong");
        }
    }

    private Div form() {
        Input name = new Input();
        name.setType("hidden");
        name.getElement().setAttribute("name", "username");
        Element form = new Element("form").setAttribute("method", "post").setAttribute("action", "login");
        form.appendChild(name.getElement(), code.getElement(), submit.getElement());
        Div frame = new Div();
        frame.getElement().appendChild(form);
        return frame;
    }

    private void enrol(Challenge owed, BeforeEnterEvent event) {
        Browser browser = Browser.current().orElseGet(() -> new Browser(Optional.empty()));
        switch (accounts.enrolment(new ChallengeRequest(owed.token()), browser)) {
            case Answer.Given<SecondFactorEnrolment>(SecondFactorEnrolment given) -> {
                enrolment.removeAll();
                enrolment.add(new QrCode(given));
            }
            case Answer.Unavailable<SecondFactorEnrolment> unavailable -> away = true;
            case Answer.SessionEnded<SecondFactorEnrolment> ended -> beginAgain(new LoginNotice.ChallengeOver(), event);
            case Answer.Refused<SecondFactorEnrolment>(Refusal why) ->
                beginAgain(new LoginNotice.EnrolmentRefused(why), event);
        }
    }

    private static void beginAgain(LoginNotice why, BeforeEnterEvent event) {
        VaadinSession session = VaadinSession.getCurrent();
        LoginMemory.forgetChallenge(session);
        LoginMemory.put(session, why);
        event.forwardTo(LoginView.class);
    }

    /** While the server is away there is nothing to scan, so there is no code either; the password still counts. */
    private void offer() {
        text.setVisible(!away);
        code.setVisible(!away);
        submit.setVisible(!away);
        retry.setVisible(away);
    }
}
