package org.messagebroker.admin.client;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.admin.AdminConfig;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Asked;
import org.messagebroker.admin.page.CardGrid;
import org.messagebroker.admin.page.LiveRows;
import org.messagebroker.admin.page.Page;
import org.messagebroker.admin.page.PageState;
import org.messagebroker.admin.page.Piecewise.Piece;
import org.messagebroker.admin.page.Toolbar;
import org.messagebroker.admin.page.WriteButton;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.ClientInventory;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.ClientView;
import org.messagebroker.api.Permission;

/** The clients: who may send, how much. */
@Route("clients")
@PermitAll
public final class ClientsView extends Page implements AfterNavigationObserver {

    private static final int PIECE = 100;
    private static final String NAME = "clients";
    private static final String LINK = "<a class='row-link' dir='ltr' href=${item.href}>${item.id}</a>";
    private static final String STATE = "<vaadin-badge theme=${item.theme}>${item.state}</vaadin-badge>";
    private static final String DOMAIN = "<span dir='auto'>${item.domain}</span>";
    private static final String SITE = "<bdi dir='ltr'>${item.site}</bdi>";
    private static final String CARD =
            "<div>" + LINK + STATE + "</div><div class='secondary'>" + DOMAIN + "<span>${item.rate}</span></div>";

    private final ClientInventory inventory;
    private final PortalSession session;
    private final WriteButton create;
    private final Toolbar toolbar = new Toolbar(NAME, this::ask).choice("state", "active", "disabled");
    private final CardGrid<ClientView> grid = grid();
    private final LiveRows<ClientView> live;
    private volatile Asked asked = new Asked(Map.of());

    ClientsView(AdminConfig config, ClientInventory inventory, AuthenticationContext authentication) {
        super(NAME);
        this.inventory = inventory;
        this.session = authentication.getAuthenticatedUser(PortalSession.class).orElseThrow();
        PageState none = new PageState(NAME, grid);
        this.live = new LiveRows<>(
                this,
                grid,
                none,
                config.refreshInterval(),
                () -> !asked.values().isEmpty(),
                this::piece);
        create = new WriteButton(
                "client-create",
                Permission.CLIENT_WRITE,
                () -> ClientForm.create(inventory, session, ClientsView::open));
        create.setIcon(VaadinIcon.PLUS.create());
        grid.addItemClickListener(click -> open(click.getItem()));
        addActions(create);
        add(toolbar, none, grid);
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        asked = Asked.of(event.getLocation());
        toolbar.show(asked);
        live.now();
    }

    @Override
    protected void say(Formats formats) {
        create.setText(getTranslation("clients.create.open"));
        toolbar.say();
        grid.say();
    }

    private CardGrid<ClientView> grid() {
        return new CardGrid<ClientView>(NAME)
                .property("href", client -> "clients/" + client.clientId())
                .property("id", client -> client.clientId().value())
                .property("state", client -> getTranslation("clients.state." + client.state()))
                .property("theme", client -> ClientFacts.theme(client.state()))
                .property("domain", client -> client.domain().orElse("—"))
                .property("site", ClientView::site)
                .property("rate", client -> ClientFacts.rate(this, formats(), client))
                .property("replay", client -> ClientFacts.replay(this, client))
                .property("certificates", client -> formats().number(client.activeCertificates()))
                .card(CARD)
                .column("clients.column.client", LINK, "11rem", 2)
                .column("clients.column.state", STATE, "7.5rem", 0)
                .column("clients.column.domain", DOMAIN, "9rem", 2)
                .column("clients.column.site", SITE, "6rem", 1)
                .column("clients.column.rate", "${item.rate}", "9rem", 1)
                .column("clients.column.replay", "${item.replay}", "9rem", 1)
                .column("clients.column.certificates", "${item.certificates}", "10.5rem", 0);
    }

    private Answer<Piece<ClientView>> piece(Optional<String> from) {
        int skip = from.map(Integer::valueOf).orElse(0);
        return inventory
                .clients(session, asked.get("search"), asked.get("state"), skip, PIECE)
                .map(page -> Piece.counted(page.clients(), skip, page.total()));
    }

    private void ask(String parameter, Optional<String> value) {
        asked.with(parameter, value).open(UI.getCurrentOrThrow(), ClientsView.class);
    }

    private static void open(ClientView client) {
        UI.getCurrentOrThrow().navigate("clients/" + client.clientId());
    }
}
