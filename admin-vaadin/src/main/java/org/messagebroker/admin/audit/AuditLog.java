package org.messagebroker.admin.audit;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
import org.messagebroker.admin.page.Piecewise;
import org.messagebroker.admin.page.Piecewise.Piece;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.AuditClient;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.AuditPage;
import org.messagebroker.api.AuditView;
import org.messagebroker.api.Permission;

/** Who did what, the newest first. */
@Route("audit")
@PermitAll
public final class AuditLog extends Page implements AfterNavigationObserver {

    private static final String TIME = "<span class='time'><span>${item.date}</span><span>${item.time}</span></span>";
    private static final String WHAT = "<a href=${item.link} router-link><bdi dir='ltr'>${item.action}</bdi></a>";
    private static final String WHO = "<bdi dir='ltr'>${item.actor}</bdi>";
    private static final String TARGET = "<bdi dir='ltr' class='cut'>${item.target}</bdi>";
    private static final String ADDRESS = "<bdi dir='ltr'>${item.address}</bdi>";

    private final AdminConfig config;
    private final AuditClient audit;
    private final PortalSession session;
    private final AuditToolbar toolbar = new AuditToolbar(this::ask);
    private final Button verify = new Button();
    private final ExportLinks exports;
    private final CardGrid<AuditView> grid = new CardGrid<>("audit");
    private final LiveRows<AuditView> rows;
    private Asked asked = new Asked(Map.of());
    private volatile AuditFilter filter = AuditFilter.NONE;
    private volatile ZoneId zone = ZoneOffset.UTC;

    AuditLog(AdminConfig config, AuditClient audit, AuthenticationContext authentication) {
        super("audit");
        this.config = config;
        this.audit = audit;
        this.session = authentication.getAuthenticatedUser(PortalSession.class).orElseThrow();
        exports = new ExportLinks((format, to) -> audit.export(session, filter.query(zone), format, to));
        verify.setId("audit-verify");
        verify.addClickListener(click -> VerifyDialog.open(() -> audit.verify(session)));
        Allowed.show(verify, Permission.AUDIT_READ);
        Allowed.show(exports, Permission.AUDIT_READ);
        columns();
        PageState none = new PageState("audit", grid);
        addActions(verify, exports);
        add(toolbar, none, grid);
        rows = new LiveRows<>(this, grid, none, config.refreshInterval(), () -> filter.isSet(), this::piece);
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        asked = Asked.of(event.getLocation());
        zone = formats().zone();
        filter = AuditFilter.of(asked);
        toolbar.show(filter);
        rows.now();
    }

    @Override
    protected void say(Formats formats) {
        toolbar.say();
        exports.say();
        verify.setText(getTranslation("audit.verify"));
        grid.say();
    }

    private void columns() {
        grid.property("link", act -> "audit/" + act.chain() + "/" + act.position())
                .property("date", act -> formats().date(act.at()))
                .property("time", act -> formats().time(act.at()))
                .property("subject", act -> ActName.subject(act.action()))
                .property("action", AuditView::action)
                .property("actor", AuditView::actor)
                .property("target", act -> act.target().isEmpty() ? "—" : act.target())
                .property("address", act -> act.address().isEmpty() ? "—" : act.address())
                .column("audit.column.time", TIME, "12.5rem", 0)
                .column("audit.column.who", WHO, "11.5rem", 2)
                .column("audit.column.subject", "${item.subject}", "7.5rem", 0)
                .column("audit.column.what", WHAT, "11rem", 1)
                .column("audit.column.target", TARGET, "9rem", 3)
                .column("audit.column.address", ADDRESS, "6.5rem", 0)
                .card("<div>" + WHAT + "${item.subject}</div>" + WHO + "<div class='secondary'>" + TARGET + TIME
                        + "</div>");
        grid.addItemClickListener(click -> AuditAct.open(click.getItem()));
    }

    private Answer<Piece<AuditView>> piece(Optional<String> after) {
        return audit.acts(session, filter.query(zone), after, config.messagesPerPage())
                .map((AuditPage page) ->
                        new Piecewise.Piece<>(page.entries(), page.after().map(String::valueOf)));
    }

    private void ask(String name, Optional<String> value) {
        asked.with(name, value).open(UI.getCurrentOrThrow(), AuditLog.class);
    }
}
