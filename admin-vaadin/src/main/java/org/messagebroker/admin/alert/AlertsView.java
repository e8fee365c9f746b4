package org.messagebroker.admin.alert;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.messagebroker.admin.AdminConfig;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Allowed;
import org.messagebroker.admin.page.Asked;
import org.messagebroker.admin.page.CardGrid;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.admin.page.Live;
import org.messagebroker.admin.page.LiveRows;
import org.messagebroker.admin.page.Outcome;
import org.messagebroker.admin.page.Page;
import org.messagebroker.admin.page.PageState;
import org.messagebroker.admin.page.Piecewise;
import org.messagebroker.admin.page.Piecewise.Piece;
import org.messagebroker.admin.page.WriteButton;
import org.messagebroker.admin.server.AlertClient;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.AlertEvent;
import org.messagebroker.api.AlertPage;
import org.messagebroker.api.AlertRule;
import org.messagebroker.api.AlertView;
import org.messagebroker.api.Permission;

/** What is wrong, what was told to whom, and the rules for that. */
@Route("alerts")
@PermitAll
public final class AlertsView extends Page implements AfterNavigationObserver {

    private final AdminConfig config;
    private final AlertClient alerts;
    private final PortalSession session;
    private final SectionLinks sections = new SectionLinks();
    private final Map<Section, Div> parts = new EnumMap<>(Section.class);
    private final WriteButton test;
    private final CurrentAlerts current = new CurrentAlerts();
    private final PageState calm = new PageState("alerts", current);
    private final CardGrid<AlertEvent> history = HistoryGrid.create(this::formats);
    private final CardGrid<AlertRule> rules =
            RulesGrid.create(this::formats, () -> may(Permission.SETTINGS_WRITE), this::edit);
    private final LiveRows<AlertRule> ruleRows;
    private final Live<List<AlertView>> live;
    private Section shown = Section.CURRENT;
    private Set<Permission> allowed = Set.of();

    AlertsView(AdminConfig config, AlertClient alerts, AuthenticationContext authentication) {
        super("alerts");
        this.config = config;
        this.alerts = alerts;
        this.session = authentication.getAuthenticatedUser(PortalSession.class).orElseThrow();
        test = new WriteButton("mail-send", Permission.SETTINGS_WRITE, this::test);
        addActions(test);
        add(sections);
        PageState noHistory = new PageState("history", history);
        PageState noRules = new PageState("rules", rules);
        part(Section.CURRENT, new Div(calm, current));
        part(Section.HISTORY, new Div(noHistory, history));
        part(Section.RULES, new Div(noRules, rules));
        live = new Live<>(current, config.refreshInterval(), this::now, this::show);
        new LiveRows<>(this, history, noHistory, config.refreshInterval(), () -> false, this::told);
        ruleRows = new LiveRows<>(
                this,
                rules,
                noRules,
                config.refreshInterval(),
                () -> false,
                after -> alerts.rules(session).map(all -> new Piecewise.Piece<>(all, Optional.empty())));
        Allowed.follow(this, this::permit);
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        shown = Asked.of(event.getLocation()).get(Section.NAME, Section::byTag).orElse(Section.CURRENT);
        sections.show(shown, may(Permission.SETTINGS_READ));
        parts.forEach((section, part) -> {
            if (section == shown) {
                add(part);
            } else {
                part.removeFromParent();
            }
        });
    }

    @Override
    protected void say(Formats formats) {
        test.setText(getTranslation("mail.test.title"));
        sections.say();
        history.say();
        rules.say();
        live.again();
    }

    private void part(Section section, Div part) {
        part.addClassName("alerts-part");
        parts.put(section, part);
    }

    private Answer<List<AlertView>> now() {
        return alerts.alerts(session, Optional.empty(), 1).map(AlertPage::current);
    }

    private Answer<Piece<AlertEvent>> told(Optional<String> after) {
        return alerts.alerts(session, after, config.messagesPerPage())
                .map(page -> new Piecewise.Piece<>(page.history(), page.after().map(String::valueOf)));
    }

    private void show(Answer<List<AlertView>> answer) {
        showLive(answer);
        calm.takeAll(answer);
        if (answer instanceof Answer.Given<List<AlertView>>(List<AlertView> all)) {
            current.show(all, formats());
        }
    }

    private void permit(Set<Permission> now) {
        allowed = now;
        sections.show(shown, may(Permission.SETTINGS_READ));
        rules.getDataProvider().refreshAll();
    }

    private boolean may(Permission permission) {
        return allowed.contains(permission);
    }

    private void edit(AlertRule rule) {
        RuleForm.open(rule, alerts, session, changed -> {
            Outcome.done(getTranslation("rule.done"));
            ruleRows.now();
        });
    }

    private void test() {
        TestMailForm.open(
                alerts, session, sent -> Outcome.done(getTranslation("mail.sent", Foreign.isolated(sent.sentTo()))));
    }
}
