package org.messagebroker.admin.account;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.FormDialog;
import org.messagebroker.admin.page.Outcome;
import org.messagebroker.admin.page.QrCode;
import org.messagebroker.admin.page.RecoveryCodesShown;
import org.messagebroker.admin.page.Required;
import org.messagebroker.admin.server.OwnAccount;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.CodeProof;
import org.messagebroker.api.PasswordProof;
import org.messagebroker.api.SecondFactorEnrolment;

/**
 * What is asked for one's own second factor: the password to set one up, a code for everything after that.
 *
 * @param changed called when the server has changed something
 */
record SecondFactorForms(OwnAccount account, PortalSession session, Runnable changed) {

    /** Sets one up. */
    void begin() {
        PasswordField password = new PasswordField(words("factor.password"));
        password.setId("factor-password");
        password.addClassName("ltr-field");
        password.getElement().setAttribute("autocomplete", "current-password");
        Required.mark(password);
        new FormDialog("factor.begin", text("factor.begin.text"), password)
                .validatedBy(() -> Required.isFilled(password))
                .open(() -> account.beginSecondFactor(session, new PasswordProof(password.getValue())), this::confirm);
    }

    private void confirm(SecondFactorEnrolment enrolment) {
        TextField code = code("code.first");
        new FormDialog("factor.confirm", text("factor.confirm.text"), new QrCode(enrolment), code)
                .validatedBy(() -> Required.isFilled(code))
                .open(() -> account.confirmSecondFactor(session, proof(code)), codes -> {
                    RecoveryCodesShown.open(codes.recoveryCodes());
                    changed.run();
                });
    }

    /** Makes other recovery codes. */
    void newCodes() {
        TextField code = code("code.label");
        new FormDialog("factor.codes", text("factor.codes.text"), code)
                .validatedBy(() -> Required.isFilled(code))
                .open(() -> account.newRecoveryCodes(session, proof(code)), codes -> {
                    RecoveryCodesShown.open(codes.recoveryCodes());
                    changed.run();
                });
    }

    /** Takes it away. */
    void disable() {
        TextField code = code("code.label");
        new FormDialog("factor.disable", text("factor.disable.text"), code)
                .dangerous()
                .validatedBy(() -> Required.isFilled(code))
                .open(() -> account.disableSecondFactor(session, proof(code)), gone -> {
                    Outcome.done(words("factor.disable.done"));
                    changed.run();
                });
    }

    private static TextField code(String label) {
        TextField code = new TextField(words(label));
        code.setId("factor-code");
        code.addClassName("ltr-field");
        code.getElement().setAttribute("autocomplete", "one-time-code");
        return Required.mark(code);
    }

    private static CodeProof proof(TextField code) {
        return new CodeProof(Formats.latinDigits(code.getValue().strip()));
    }

    private static Paragraph text(String key) {
        return new Paragraph(words(key));
    }

    private static String words(String key) {
        return UI.getCurrentOrThrow().getTranslation(key);
    }
}
