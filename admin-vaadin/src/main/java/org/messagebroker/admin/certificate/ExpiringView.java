package org.messagebroker.admin.certificate;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.Optional;
import org.messagebroker.admin.AdminConfig;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Asked;
import org.messagebroker.admin.page.CardGrid;
import org.messagebroker.admin.page.LiveRows;
import org.messagebroker.admin.page.Page;
import org.messagebroker.admin.page.PageState;
import org.messagebroker.admin.page.Piecewise.Piece;
import org.messagebroker.admin.server.CertificateClient;
import org.messagebroker.admin.server.PortalSession;

/** What ends soon: certificates, and people's accounts. */
@Route("certificates/expiring")
@PermitAll
public final class ExpiringView extends Page implements AfterNavigationObserver {

    private static final String NAME = "expiring";
    private static final int USUAL_DAYS = 30;
    private static final String WHAT = "<a class='row-link' dir='ltr' href=${item.href}>${item.name}</a>";
    private static final String DAYS = "<vaadin-badge theme=${item.theme}>${item.days}</vaadin-badge>";
    private static final String CARD = "<div>" + WHAT + DAYS + "</div><div class='secondary'>"
            + "<span>${item.kind}</span><span>${item.ends}</span></div>";

    private final Select<Integer> within = new Select<>();
    private final CardGrid<Ending> grid = grid();
    private final LiveRows<Ending> live;
    private volatile int days = USUAL_DAYS;

    ExpiringView(AdminConfig config, CertificateClient certificates, AuthenticationContext authentication) {
        super(NAME);
        PortalSession session =
                authentication.getAuthenticatedUser(PortalSession.class).orElseThrow();
        PageState none = new PageState(NAME, grid);
        live = new LiveRows<>(
                this,
                grid,
                none,
                config.refreshInterval(),
                () -> false,
                from -> certificates
                        .expiring(session, days)
                        .map(found -> new Piece<>(Ending.of(found), Optional.empty())));
        within.setId("within");
        within.setItems(7, USUAL_DAYS, 90, 365);
        within.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                new Asked(java.util.Map.of())
                        .with("days", Optional.of(change.getValue()))
                        .open(UI.getCurrentOrThrow(), ExpiringView.class);
            }
        });
        grid.addItemClickListener(
                click -> UI.getCurrentOrThrow().navigate(click.getItem().href()));
        addActions(within);
        add(new CertificateTabs(), none, grid);
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        days = Asked.of(event.getLocation())
                .get("days", Ending::days)
                .filter(within.getListDataView()::contains)
                .orElse(USUAL_DAYS);
        within.setValue(days);
        live.now();
    }

    @Override
    protected void say(Formats formats) {
        within.setAriaLabel(getTranslation("expiring.within"));
        within.setItemLabelGenerator(number -> getTranslation("expiring.within.days", formats.number(number)));
        grid.say();
    }

    private CardGrid<Ending> grid() {
        return new CardGrid<Ending>(NAME)
                .property("href", Ending::href)
                .property("name", Ending::name)
                .property("kind", row -> getTranslation(row.kind()))
                .property("ends", row -> formats().date(row.at()))
                .property("days", row -> DaysLeft.words(this, formats(), row.daysLeft()))
                .property("theme", row -> DaysLeft.theme(row.daysLeft()))
                .card(CARD)
                .column("expiring.column.name", WHAT, "14rem", 2)
                .column("expiring.column.kind", "${item.kind}", "10rem", 1)
                .column("expiring.column.ends", "${item.ends}", "10rem", 1)
                .column("expiring.column.days", DAYS, "10rem", 1);
    }
}
