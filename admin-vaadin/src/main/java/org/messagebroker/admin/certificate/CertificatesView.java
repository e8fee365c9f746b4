package org.messagebroker.admin.certificate;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
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
import org.messagebroker.admin.page.Allowed;
import org.messagebroker.admin.page.Asked;
import org.messagebroker.admin.page.CardGrid;
import org.messagebroker.admin.page.LiveRows;
import org.messagebroker.admin.page.Page;
import org.messagebroker.admin.page.PageState;
import org.messagebroker.admin.page.Piecewise.Piece;
import org.messagebroker.admin.page.Toolbar;
import org.messagebroker.admin.page.WriteButton;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.CertificateClient;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.CertificateView;
import org.messagebroker.api.Permission;

/** The certificates that the system knows, and new ones. */
@Route("certificates")
@PermitAll
public final class CertificatesView extends Page implements AfterNavigationObserver {

    private static final int PIECE = 100;
    private static final String NAME = "certificates";
    private static final String LINK = "<a class='row-link' dir='ltr' href=${item.href}>${item.name}</a>";
    private static final String STATE = "<vaadin-badge theme=${item.theme}>${item.state}</vaadin-badge>";
    private static final String DAYS = "<span>${item.days}</span>";
    private static final String PRINT = "<bdi dir='ltr' class='print'>${item.print}</bdi>";
    private static final String CARD =
            "<div>" + LINK + STATE + "</div><div class='secondary'>" + "<span>${item.role}</span>" + DAYS + "</div>";

    private final CertificateClient certificates;
    private final PortalSession session;
    private final WriteButton issue;
    private final Button sign = new Button();
    private final RevocationListLink crl;
    private final Toolbar toolbar = new Toolbar(NAME, this::ask)
            .choice("role", "client", "proxy", "worker", "server", "portal")
            .choice("state", "active", "expired", "revoked");
    private final CardGrid<CertificateView> grid = grid();
    private final LiveRows<CertificateView> live;
    private volatile Asked asked = new Asked(Map.of());

    CertificatesView(AdminConfig config, CertificateClient certificates, AuthenticationContext authentication) {
        super(NAME);
        this.certificates = certificates;
        this.session = authentication.getAuthenticatedUser(PortalSession.class).orElseThrow();
        PageState none = new PageState(NAME, grid);
        this.live = new LiveRows<>(
                this,
                grid,
                none,
                config.refreshInterval(),
                () -> !asked.values().isEmpty(),
                this::piece);
        this.crl = new RevocationListLink(certificates, session);
        Allowed.show(crl, Permission.CERTIFICATE_READ);
        issue = new WriteButton(
                "certificate-issue",
                Permission.CERTIFICATE_WRITE,
                () -> IssueForm.issue(certificates, session, live::now));
        issue.setIcon(VaadinIcon.PLUS.create());
        sign.setId("certificate-sign");
        Allowed.show(sign, Permission.CERTIFICATE_WRITE);
        sign.addClickListener(click -> IssueForm.sign(certificates, session, live::now));
        grid.addItemClickListener(click -> UI.getCurrentOrThrow().navigate(href(click.getItem())));
        addActions(crl, sign, issue);
        add(new CertificateTabs(), toolbar, none, grid);
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        asked = Asked.of(event.getLocation());
        toolbar.show(asked);
        live.now();
    }

    @Override
    protected void say(Formats formats) {
        issue.setText(getTranslation("certificates.issue.open"));
        sign.setText(getTranslation("certificates.sign.open"));
        crl.setText(getTranslation("certificates.crl"));
        toolbar.say();
        grid.say();
    }

    private CardGrid<CertificateView> grid() {
        return new CardGrid<CertificateView>(NAME)
                .property("href", CertificatesView::href)
                .property("name", CertificateView::name)
                .property("role", row -> getTranslation("certificates.role." + row.role()))
                .property("state", row -> getTranslation("certificates.state." + row.state()))
                .property("theme", row -> CertificateFacts.theme(row.state()))
                .property("ends", row -> formats().date(row.notAfter()))
                .property("days", row -> DaysLeft.words(this, formats(), row.daysLeft()))
                .property("print", row -> row.fingerprint().substring(0, 16) + "…")
                .card(CARD)
                .column("certificates.column.name", LINK, "11rem", 2)
                .column("certificates.column.role", "${item.role}", "8rem", 1)
                .column("certificates.column.state", STATE, "8rem", 0)
                .column("certificates.column.ends", "${item.ends}", "9rem", 1)
                .column("certificates.column.days", DAYS, "9rem", 1)
                .column("certificates.column.fingerprint", PRINT, "12rem", 1);
    }

    private Answer<Piece<CertificateView>> piece(Optional<String> from) {
        int skip = from.map(Integer::valueOf).orElse(0);
        CertificateClient.Query query =
                new CertificateClient.Query(asked.get("search"), asked.get("role"), asked.get("state"));
        return certificates
                .certificates(session, query, skip, PIECE)
                .map(page -> Piece.counted(page.certificates(), skip, page.total()));
    }

    private void ask(String parameter, Optional<String> value) {
        asked.with(parameter, value).open(UI.getCurrentOrThrow(), CertificatesView.class);
    }

    private static String href(CertificateView certificate) {
        return "certificates/" + certificate.fingerprint();
    }
}
