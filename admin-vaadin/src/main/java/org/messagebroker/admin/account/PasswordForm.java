package org.messagebroker.admin.account;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.PasswordField;
import org.messagebroker.admin.page.EnterKey;
import org.messagebroker.admin.page.Notice;
import org.messagebroker.admin.page.Outcome;
import org.messagebroker.admin.server.OwnAccount;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.OwnPasswordOrder;

/** Asks a person for another password of his own, which needs the one that he has. */
final class PasswordForm extends Div {

    private final OwnAccount account;
    private final PortalSession session;
    private final Runnable done;
    private final Notice notice = new Notice();
    private final PasswordField old = field("password-old", "current-password");
    private final PasswordField chosen = field("password-new", "new-password");
    private final PasswordField repeated = field("password-again", "new-password");
    private final Button submit = new Button();

    /** @param done called when the server has taken it */
    PasswordForm(OwnAccount account, PortalSession session, Runnable done) {
        this.account = account;
        this.session = session;
        this.done = done;
        addClassName("password-form");
        notice.setId("password-notice");
        submit.setId("password-submit");
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.setDisableOnClick(true);
        submit.addClickListener(click -> submit());
        EnterKey.presses(submit, this);
        add(notice, old, chosen, repeated, submit);
    }

    /** Writes every word anew. */
    void say() {
        old.setLabel(getTranslation("password.old"));
        chosen.setLabel(getTranslation("password.new"));
        chosen.setHelperText(getTranslation("password.rules"));
        repeated.setLabel(getTranslation("password.again"));
        submit.setText(getTranslation("password.submit"));
        old.setErrorMessage(getTranslation("form.missing"));
        chosen.setErrorMessage(getTranslation("form.missing"));
        repeated.setErrorMessage(getTranslation("password.differs"));
    }

    private void submit() {
        submit.setEnabled(true);
        notice.clear();
        old.setInvalid(old.isEmpty());
        chosen.setInvalid(chosen.isEmpty());
        repeated.setInvalid(!repeated.getValue().equals(chosen.getValue()));
        if (!old.isInvalid() && !chosen.isInvalid() && !repeated.isInvalid()) {
            OwnPasswordOrder order = new OwnPasswordOrder(old.getValue(), chosen.getValue());
            Outcome.take(account.choosePassword(session, order), notice, changed -> taken());
        }
    }

    private void taken() {
        old.clear();
        chosen.clear();
        repeated.clear();
        done.run();
    }

    private static PasswordField field(String id, String purpose) {
        PasswordField field = new PasswordField();
        field.setId(id);
        field.addClassName("ltr-field");
        field.setRequiredIndicatorVisible(true);
        field.getElement().setAttribute("autocomplete", purpose);
        return field;
    }
}
