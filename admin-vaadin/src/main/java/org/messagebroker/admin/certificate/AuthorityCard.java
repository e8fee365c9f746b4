package org.messagebroker.admin.certificate;

import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import java.util.List;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Download;
import org.messagebroker.admin.page.Facts;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.api.AuthorityView;

/** One authority, and its next step. */
final class AuthorityCard extends Div {

    private final Badge badge = new Badge();
    private final Div facts = new Div();
    private final Anchor root;
    private final Button activate;
    private final Button retire;
    private AuthorityView shown;

    AuthorityCard(AuthorityView authority, AuthorityForms forms) {
        shown = authority;
        activate = act("activate", () -> forms.activate(shown));
        retire = act("retire", () -> forms.retire(shown));
        retire.addThemeVariants(ButtonVariant.ERROR);
        addClassName("card");
        Div head = new Div(new H2(Foreign.ltr(authority.id())), badge);
        head.addClassName("detail-head");
        root = Download.text("", authority.id() + ".crt", authority.rootCertificate());
        Div acts = new Div(root, activate, retire);
        acts.addClassName("page-actions");
        add(head, facts, acts);
    }

    void show(AuthorityView authority, Formats formats, boolean changeable) {
        shown = authority;
        String state = authority.state();
        getElement().setAttribute("data-state", state);
        badge.setText(getTranslation("authorities.state." + state));
        badge.getElement().setAttribute("theme", theme(state));
        facts.removeAll();
        facts.add(facts(authority, formats));
        root.setText(getTranslation("authorities.root"));
        activate.setText(getTranslation("authorities.act.activate"));
        activate.setVisible(changeable && state.equals("standby"));
        retire.setText(getTranslation("authorities.act.retire"));
        retire.setVisible(changeable && (state.equals("trusted") || state.equals("standby")));
    }

    private static Facts facts(AuthorityView authority, Formats formats) {
        return new Facts()
                .fact("certificates.column.fingerprint", Foreign.ltr(authority.rootFingerprint()))
                .fact("authorities.created", formats.date(authority.createdAt()))
                .fact("certificates.column.ends", formats.date(authority.notAfter()))
                .fact("clients.column.certificates", formats.number(authority.activeCertificates()))
                .fact("authorities.holders", names(authority.holders()))
                .fact("authorities.unconfirmed", names(authority.unconfirmed()))
                .fact("authorities.crl", formats.serial(authority.crlNumber()));
    }

    private static Button act(String name, Runnable act) {
        Button button = new Button("", click -> act.run());
        button.addClassName("authority-" + name);
        return button;
    }

    /** Names in Latin letters, each whole. */
    static Div names(List<String> names) {
        Div all = new Div(names.isEmpty() ? "—" : "");
        all.addClassName("names");
        names.forEach(name -> all.add(Foreign.ltr(name)));
        return all;
    }

    private static String theme(String state) {
        return switch (state) {
            case "active" -> "success";
            case "standby" -> "warning";
            case "retired" -> "error";
            default -> "";
        };
    }
}
