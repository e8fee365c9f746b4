package org.messagebroker.admin.proxy;

import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Confirm;
import org.messagebroker.admin.page.Copyable;
import org.messagebroker.admin.page.Facts;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.admin.page.FormDialog;
import org.messagebroker.admin.page.ShownOnce;
import org.messagebroker.admin.page.WholeNumber;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.admin.server.ProxyClient;
import org.messagebroker.api.EnrolmentOrder;
import org.messagebroker.api.EnrolmentView;
import org.messagebroker.api.NewEnrolment;

/** Invitations of new proxies and workers: a token, shown once, with the commands to paste where the new part will run. */
final class InvitationCards extends Section {

    private static final int USUAL_MINUTES = 60;
    private static final int LONGEST_MINUTES = 10_080;

    private final ProxyClient proxies;
    private final PortalSession session;
    private final Runnable changed;
    private boolean changeable;

    InvitationCards(ProxyClient proxies, PortalSession session, Runnable changed) {
        this.proxies = proxies;
        this.session = session;
        this.changed = changed;
        setId("invitations");
        addClassName("detail-section");
        setVisible(false);
    }

    /** Whether the person may invite and withdraw. */
    void permit(boolean change) {
        changeable = change;
    }

    void show(List<EnrolmentView> all, Formats formats) {
        removeAll();
        setVisible(!all.isEmpty());
        Div cards = new Div();
        cards.addClassName("cards");
        all.forEach(each -> cards.add(card(each, formats)));
        add(new H2(getTranslation("proxies.invitations")), cards);
    }

    /** Asks for whom. */
    void invite() {
        Select<String> role = new Select<>();
        role.setId("role");
        role.setLabel(getTranslation("certificates.column.role"));
        role.setItems("proxy", "worker");
        role.setItemLabelGenerator(value -> getTranslation("certificates.role." + value));
        role.setValue("proxy");
        TextField name = new TextField(getTranslation("certificates.column.name"));
        name.setId("name");
        name.addClassName("ltr-field");
        name.setErrorMessage(getTranslation("certificates.missing"));
        IntegerField minutes =
                WholeNumber.field("minutes", getTranslation("proxies.invite.minutes"), 1, LONGEST_MINUTES);
        minutes.setValue(USUAL_MINUTES);
        new FormDialog("proxies.invite", role, name, minutes)
                .validatedBy(() -> {
                    name.setInvalid(name.getValue().isBlank());
                    return !name.isInvalid();
                })
                .open(
                        () -> proxies.invite(
                                session,
                                new EnrolmentOrder(
                                        role.getValue(), name.getValue().strip(), minutes.getOptionalValue())),
                        this::show);
    }

    private void show(NewEnrolment made) {
        ShownOnce.open(
                "proxies.invited",
                new Copyable("token", getTranslation("proxies.invited.token"), made.token()),
                new Copyable(
                        "commands", getTranslation("proxies.invited.commands"), String.join("\n", made.commands())));
        changed.run();
    }

    private Div card(EnrolmentView invitation, Formats formats) {
        Badge badge = new Badge(getTranslation("proxies.invitation." + invitation.state()));
        badge.getElement().setAttribute("theme", invitation.state().equals("open") ? "warning" : "");
        Div head = new Div(new H3(Foreign.ltr(invitation.name())), badge);
        head.addClassName("detail-head");
        Facts facts = new Facts()
                .fact("certificates.column.role", getTranslation("certificates.role." + invitation.role()))
                .fact("proxies.invited.by", Foreign.ltr(invitation.createdBy()))
                .fact("proxies.invited.ends", formats.dateTime(invitation.expiresAt()));
        invitation.usedAt().ifPresent(at -> facts.fact("proxies.invited.used", formats.dateTime(at)));
        Div card = new Div(head, facts);
        card.addClassName("card");
        card.getElement().setAttribute("data-invited", invitation.name());
        if (changeable && invitation.state().equals("open")) {
            Button withdraw = new Button(getTranslation("proxies.withdraw.open"), click -> withdraw(invitation));
            withdraw.addThemeVariants(ButtonVariant.ERROR);
            Div acts = new Div(withdraw);
            acts.addClassName("page-actions");
            card.add(acts);
        }
        return card;
    }

    private void withdraw(EnrolmentView invitation) {
        Confirm.ask(
                "proxies.withdraw",
                () -> proxies.withdraw(session, invitation.id()),
                gone -> changed.run(),
                invitation.name());
    }
}
