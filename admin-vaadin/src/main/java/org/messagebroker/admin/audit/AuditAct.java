package org.messagebroker.admin.audit;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Map;
import org.messagebroker.admin.AdminConfig;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.BackLink;
import org.messagebroker.admin.page.Facts;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.admin.page.Live;
import org.messagebroker.admin.page.Page;
import org.messagebroker.admin.page.PageState;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.AuditClient;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.AuditView;

/** One act of the audit, with what was before and after it. */
@Route("audit/:chain/:position")
@PermitAll
public final class AuditAct extends Page implements BeforeEnterObserver {

    private static final int LONGEST_POSITION = 18;

    private final BackLink back = new BackLink("audit", AuditLog.class);
    private final Div content = new Div();
    private final PageState state = new PageState("act", content);
    private final Live<AuditView> live;
    private volatile String chain = "";
    private volatile long position;

    AuditAct(AdminConfig config, AuditClient audit, AuthenticationContext authentication) {
        super("act");
        PortalSession session =
                authentication.getAuthenticatedUser(PortalSession.class).orElseThrow();
        content.setId("act");
        content.addClassName("page-content");
        addComponentAsFirst(back);
        add(state, content);
        live = new Live<>(this, config.refreshInterval(), () -> audit.act(session, chain, position), this::show);
    }

    /** Leads to an act's page. */
    static void open(AuditView act) {
        UI.getCurrentOrThrow()
                .navigate(
                        AuditAct.class,
                        new RouteParameters(Map.of("chain", act.chain(), "position", String.valueOf(act.position()))));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        chain = event.getRouteParameters().get("chain").orElse("");
        position = event.getRouteParameters()
                .get("position")
                .filter(text -> text.length() <= LONGEST_POSITION && text.matches("[1-9][0-9]*"))
                .map(Long::parseLong)
                .orElse(Long.MAX_VALUE);
        state.show(PageState.Kind.LOADING);
        live.now();
    }

    @Override
    protected void say(Formats formats) {
        back.say();
        live.again();
    }

    private void show(Answer<AuditView> answer) {
        showLive(answer);
        state.take(answer);
        if (answer instanceof Answer.Given<AuditView>(AuditView act)) {
            live.end(); // an act never changes
            tell(act);
        }
    }

    private void tell(AuditView act) {
        content.removeAll();
        content.add(facts(act));
        List<Difference> changes = Difference.of(act);
        if (changes.isEmpty()) {
            Paragraph none = new Paragraph(getTranslation("act.no-change"));
            none.addClassName("secondary");
            content.add(none);
        } else {
            content.add(new H2(getTranslation("act.change")), new ChangeTable(changes));
        }
    }

    private DescriptionList facts(AuditView act) {
        Facts facts = new Facts();
        facts.fact("audit.column.time", formats().dateTime(act.at()));
        facts.fact("audit.column.who", Foreign.ltr(act.actor()));
        facts.fact("audit.column.subject", ActName.subject(act.action()));
        facts.fact("audit.column.what", Foreign.ltr(act.action()));
        facts.fact("audit.column.target", Foreign.ltr(shown(act.target())));
        facts.fact("audit.column.address", Foreign.ltr(shown(act.address())));
        facts.fact("act.request", Foreign.ltr(shown(act.requestId())));
        facts.fact(
                "act.position",
                getTranslation("audit.chain." + act.chain()) + " · " + formats().number(act.position()));
        Difference.others(act).forEach(each -> facts.named(each.name(), Foreign.ltr(shown(each.after()))));
        return facts;
    }

    private static String shown(String text) {
        return text.isEmpty() ? "—" : text;
    }
}
