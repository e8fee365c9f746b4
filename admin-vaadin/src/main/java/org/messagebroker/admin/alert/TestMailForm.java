package org.messagebroker.admin.alert;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.util.Optional;
import java.util.function.Consumer;
import org.messagebroker.admin.page.FormDialog;
import org.messagebroker.admin.page.Required;
import org.messagebroker.admin.server.AlertClient;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.Language;
import org.messagebroker.api.TestMailOrder;
import org.messagebroker.api.TestMailResult;

/** Asks to whom a test mail is to go, and in which language. */
final class TestMailForm {

    private TestMailForm() {}

    static void open(AlertClient alerts, PortalSession session, Consumer<TestMailResult> done) {
        UI ui = UI.getCurrentOrThrow();
        TextField to = Required.mark(new TextField(ui.getTranslation("mail.to")));
        to.setId("mail-to");
        to.addClassName("ltr-field");
        to.setValue(session.user().email());
        Select<Language> language = new Select<>();
        language.setId("mail-language");
        language.setLabel(ui.getTranslation("menu.language"));
        language.setItems(Language.values());
        language.setItemLabelGenerator(each -> ui.getTranslation("mail.language." + each.code()));
        language.setValue(Language.of(ui.getLocale().getLanguage()));
        new FormDialog("mail.test", to, language)
                .validatedBy(() -> Required.isFilled(to))
                .open(
                        () -> alerts.testMail(
                                session,
                                new TestMailOrder(
                                        Optional.of(to.getValue().strip()), Optional.of(language.getValue()))),
                        done);
    }
}
