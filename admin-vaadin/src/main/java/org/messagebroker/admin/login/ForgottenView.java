package org.messagebroker.admin.login;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import java.util.Optional;
import org.messagebroker.admin.page.EnterKey;
import org.messagebroker.admin.page.Notice;
import org.messagebroker.admin.server.AccountClient;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.Browser;
import org.messagebroker.api.ForgottenPassword;

/** Has a link sent with which a forgotten password is replaced. It tells nobody whether there is such an account. */
@Route(value = "login/forgotten", autoLayout = false)
@AnonymousAllowed
final class ForgottenView extends LoginPage {

    private final AccountClient accounts;
    private final H1 heading = new H1();
    private final Paragraph text = new Paragraph();
    private final EmailField email = new EmailField();
    private final Button submit = new Button("", click -> send());
    private final RouterLink back = new RouterLink("", LoginView.class);

    ForgottenView(AccountClient accounts) {
        super("forgotten");
        this.accounts = accounts;
        email.setId("forgotten-email");
        email.addClassName("ltr-field");
        email.setAutofocus(true);
        email.setRequiredIndicatorVisible(true);
        submit.setId("forgotten-submit");
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        EnterKey.presses(submit, this);
        show(heading, text, email, submit, back);
    }

    @Override
    void say() {
        heading.setText(getTranslation("forgotten.title"));
        text.setText(getTranslation("forgotten.text"));
        email.setLabel(getTranslation("login.email"));
        email.setErrorMessage(getTranslation("forgotten.invalid"));
        submit.setText(getTranslation("forgotten.submit"));
        back.setText(getTranslation("code.back"));
    }

    private void send() {
        email.setInvalid(email.isEmpty() || email.isInvalid());
        if (!email.isInvalid()) {
            Browser browser = Browser.current().orElseGet(() -> new Browser(Optional.empty()));
            switch (accounts.forgot(new ForgottenPassword(email.getValue().strip()), browser)) {
                case Answer.Given<?> given -> tell(Notice.Kind.INFO, "forgotten.sent");
                case Answer.Refused<?> refused -> tell(Notice.Kind.WARNING, "forgotten.often");
                case Answer.Unavailable<?> away -> tell(Notice.Kind.ERROR, "login.away");
                case Answer.SessionEnded<?> ended -> tell(Notice.Kind.ERROR, "login.away");
            }
        }
    }
}
