package org.messagebroker.admin.login;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import java.util.Optional;
import org.messagebroker.admin.page.EnterKey;
import org.messagebroker.admin.page.Notice;
import org.messagebroker.admin.server.AccountClient;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.Browser;
import org.messagebroker.admin.server.Nothing;
import org.messagebroker.admin.server.Refusal;
import org.messagebroker.api.PasswordReset;

/**
 * Where the link of the mail leads: a new password is chosen. The token stands behind the # of the address, so that no log of
 * a web server ever holds it, and leaves the address at once.
 */
@Route(value = "reset", autoLayout = false)
@AnonymousAllowed
final class ResetView extends LoginPage {

    private static final String TAKE_TOKEN =
            "const token = new URLSearchParams(location.hash.slice(1)).get('token') || '';"
                    + " history.replaceState(history.state, '', location.pathname); return token;";

    private final AccountClient accounts;
    private final H1 heading = new H1();
    private final Paragraph text = new Paragraph();
    private final PasswordField password = new PasswordField();
    private final PasswordField again = new PasswordField();
    private final Button submit = new Button("", click -> send());
    private final RouterLink back = new RouterLink("", LoginView.class);
    private String token = "";

    ResetView(AccountClient accounts) {
        super("reset");
        this.accounts = accounts;
        password.setId("reset-password");
        password.setAutofocus(true);
        password.getElement().setAttribute("autocomplete", "new-password");
        again.setId("reset-again");
        again.getElement().setAttribute("autocomplete", "new-password");
        submit.setId("reset-submit");
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        EnterKey.presses(submit, this);
        show(heading, text, password, again, submit, back);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        event.getUI().getPage().executeJs(TAKE_TOKEN).then(String.class, found -> token = found);
    }

    @Override
    void say() {
        heading.setText(getTranslation("reset.title"));
        text.setText(getTranslation("reset.text"));
        password.setLabel(getTranslation("reset.password"));
        password.setHelperText(getTranslation("password.rules"));
        again.setLabel(getTranslation("reset.again"));
        again.setErrorMessage(getTranslation("reset.differs"));
        submit.setText(getTranslation("reset.submit"));
        back.setText(getTranslation("code.back"));
    }

    private void send() {
        again.setInvalid(password.isEmpty() || !password.getValue().equals(again.getValue()));
        if (!again.isInvalid()) {
            Browser browser = Browser.current().orElseGet(() -> new Browser(Optional.empty()));
            take(accounts.reset(new PasswordReset(token, password.getValue()), browser));
        }
    }

    private void take(Answer<Nothing> answer) {
        switch (answer) {
            case Answer.Given<Nothing> given -> {
                tell(Notice.Kind.INFO, "reset.done");
                password.setVisible(false);
                again.setVisible(false);
                submit.setVisible(false);
            }
            case Answer.Refused<Nothing>(Refusal why) -> tellReason("reset.refused", why);
            case Answer.Unavailable<Nothing> away -> tell(Notice.Kind.ERROR, "login.away");
            case Answer.SessionEnded<Nothing> ended -> tell(Notice.Kind.ERROR, "login.away");
        }
    }
}
