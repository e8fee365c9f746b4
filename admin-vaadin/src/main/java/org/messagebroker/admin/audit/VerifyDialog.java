package org.messagebroker.admin.audit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.progressbar.ProgressBar;
import java.util.function.Supplier;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.login.LoginMemory;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.admin.page.Live;
import org.messagebroker.admin.page.Notice;
import org.messagebroker.admin.page.Outcome;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.Refusal;
import org.messagebroker.api.AuditVerdict;
import org.messagebroker.api.AuditVerdict.ChainVerdict;

/** Has the server verify the audit, which takes a while, and tells what it has found. */
final class VerifyDialog extends Dialog {

    private final Notice notice = new Notice();
    private final ProgressBar progress = new ProgressBar();
    private final Div content = new Div(progress, notice);

    private VerifyDialog() {
        setId("verify-dialog");
        addClassName("form-dialog");
        setHeaderTitle(getTranslation("verify.title"));
        progress.setIndeterminate(true);
        progress.getElement().setAttribute("aria-label", getTranslation("verify.running"));
        notice.setId("verify-notice");
        content.addClassName("page-content");
        add(content);
        Button close = new Button(getTranslation("verify.close"), click -> close());
        close.setId("verify-close");
        getFooter().add(close);
    }

    /** Begins; the person may close it and go on meanwhile. */
    static void open(Supplier<Answer<AuditVerdict>> verification) {
        VerifyDialog dialog = new VerifyDialog();
        dialog.open();
        UI ui = UI.getCurrentOrThrow();
        Thread.ofVirtual().start(() -> dialog.take(ui, Live.ask(verification)));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Vaadin logs what fails in there
    private void take(UI ui, Answer<AuditVerdict> answer) {
        try {
            ui.access(() -> tell(ui, answer));
        } catch (UIDetachedException closed) {
            // The person has left the page; the audit holds that it was verified.
        }
    }

    private void tell(UI ui, Answer<AuditVerdict> answer) {
        progress.setVisible(false);
        switch (answer) {
            case Answer.Given<AuditVerdict>(AuditVerdict verdict) -> tell(Formats.of(ui), verdict);
            case Answer.SessionEnded<AuditVerdict> ended -> LoginMemory.endSession(ui);
            case Answer.Refused<AuditVerdict>(Refusal why) ->
                notice.tell(Notice.Kind.ERROR, Outcome.reason(ui, why), Foreign.english(why.message()));
            case Answer.Unavailable<AuditVerdict> away ->
                notice.tell(Notice.Kind.ERROR, getTranslation("error.away.title"), getTranslation("verify.away"));
        }
    }

    private void tell(Formats formats, AuditVerdict verdict) {
        String key = verdict.whole() ? "verify.whole" : "verify.broken";
        notice.getElement().setAttribute("data-whole", String.valueOf(verdict.whole()));
        notice.tell(
                verdict.whole() ? Notice.Kind.INFO : Notice.Kind.ERROR,
                getTranslation(key + ".title"),
                getTranslation(key + ".text", formats.dateTime(verdict.verifiedAt())));
        verdict.chains().forEach(chain -> content.add(chain(formats, chain)));
    }

    private Component chain(Formats formats, ChainVerdict chain) {
        UnorderedList findings = new UnorderedList();
        chain.findings().forEach(finding -> findings.add(new ListItem(Foreign.english(finding.text()))));
        String rows = getTranslation("verify.rows." + chain.chain(), formats.number(chain.rows()));
        Div told = new Div(new Div(rows), findings);
        findings.setVisible(!chain.findings().isEmpty());
        return told;
    }
}
