package org.messagebroker.admin.client;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.messagebroker.admin.AdminConfig;
import org.messagebroker.admin.page.Confirm;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.admin.page.Outcome;
import org.messagebroker.admin.page.SubjectPage;
import org.messagebroker.admin.server.ClientInventory;
import org.messagebroker.api.ClientView;
import org.messagebroker.api.Permission;
import org.messagebroker.api.StateOrder;

/** One client: what it may, its API keys, and what can be done about it. */
@Route("clients/:id")
@PermitAll
public final class ClientPageView extends SubjectPage<ClientDetail> {

    private static final String DISABLED = "disabled";

    private final ClientInventory inventory;

    ClientPageView(AdminConfig config, ClientInventory inventory, AuthenticationContext authentication) {
        super(
                "client",
                "id",
                Permission.CLIENT_WRITE,
                config,
                authentication,
                (session, id) -> ClientDetail.of(inventory, session, id));
        this.inventory = inventory;
    }

    @Override
    protected List<Component> parts(ClientDetail detail, boolean isChangeable) {
        return List.of(
                head(detail.client(), isChangeable),
                ClientFacts.of(this, formats(), detail.client()),
                new ApiKeyCards(inventory, session(), this::refresh).section(detail, isChangeable, formats()));
    }

    private Div head(ClientView client, boolean isChangeable) {
        Div acts = new Div();
        acts.addClassName("page-actions");
        if (isChangeable) {
            acts.add(
                    act("client-change", () -> ClientForm.change(inventory, session(), client, this::changed)),
                    isActive(client)
                            ? dangerous(act("client-disable", () -> disable(client)))
                            : act("client-enable", () -> enable(client)),
                    dangerous(act("client-delete", () -> delete(client))));
        }
        Div head = new Div(new H2(Foreign.ltr(client.clientId().value())), acts);
        head.addClassName("detail-head");
        return head;
    }

    private void disable(ClientView client) {
        Confirm.ask(
                "clients.disable",
                () -> inventory.changeState(session(), client.clientId(), new StateOrder(DISABLED)),
                this::changed,
                client.clientId());
    }

    private void enable(ClientView client) {
        Outcome.take(inventory.changeState(session(), client.clientId(), new StateOrder("active")), this::changed);
    }

    private void delete(ClientView client) {
        UI ui = UI.getCurrentOrThrow();
        Confirm.typing(
                "clients.delete",
                client.clientId().value(),
                () -> inventory.delete(session(), client.clientId()),
                gone -> ui.navigate(ClientsView.class),
                client.clientId());
    }

    private void changed(ClientView client) {
        Outcome.done(getTranslation(isActive(client) ? "client.done.active" : "client.done.disabled"));
        refresh();
    }

    private Button act(String act, Runnable run) {
        Button button = new Button(getTranslation("client.act." + act.substring(act.indexOf('-') + 1)));
        button.setId(act);
        button.addClickListener(click -> run.run());
        return button;
    }

    private static Button dangerous(Button button) {
        button.addThemeVariants(ButtonVariant.ERROR);
        return button;
    }

    private static boolean isActive(ClientView client) {
        return !client.state().equals(DISABLED);
    }
}
