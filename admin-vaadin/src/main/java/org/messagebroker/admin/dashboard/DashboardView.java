package org.messagebroker.admin.dashboard;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.admin.AdminConfig;
import org.messagebroker.admin.dashboard.Overview.Attention;
import org.messagebroker.admin.dashboard.Overview.Count;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.language.Language;
import org.messagebroker.admin.message.MessagesView;
import org.messagebroker.admin.page.Asked;
import org.messagebroker.admin.page.Live;
import org.messagebroker.admin.page.Page;
import org.messagebroker.admin.page.PageState;
import org.messagebroker.admin.server.AlertClient;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.CertificateClient;
import org.messagebroker.admin.server.DashboardClient;
import org.messagebroker.admin.server.DeadLetterClient;
import org.messagebroker.admin.server.Permissions;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.admin.server.ProxyClient;
import org.messagebroker.api.Permission;

/** The whole system at a glance; who may not see its numbers is led to his messages. */
@Route("dashboard")
@RouteAlias("")
@PermitAll
public final class DashboardView extends Page implements BeforeEnterObserver, AfterNavigationObserver {

    private static final String RANGE = "range";
    private static final String SPLIT = "split";
    /** Of what takes several questions; the queue alone is asked more often. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Permissions permissions;
    private final PortalSession session;
    private final Div content = new Div();
    private final PageState state = new PageState("dashboard", content);
    private final List<PeriodCard> periods =
            Arrays.stream(Period.values()).map(PeriodCard::new).toList();
    private final QueueCard queue = new QueueCard();
    private final AttentionCard attention = new AttentionCard();
    private final Select<ChartRange> range = new Select<>();
    private final Select<Split> split = new Select<>();
    private final ChartCard throughput = new ChartCard("dashboard.throughput", "throughput");
    private final ChartCard times = new ChartCard("dashboard.times", "delivery-times");
    private final Live<Map<Period, Count>> counts;
    private final Live<ChartData> charts;
    private volatile Wanted wanted = new Wanted(ChartRange.DAY, Split.STATUS, Language.ENGLISH);
    private Asked asked = new Asked(Map.of());
    private Optional<Overview> seen = Optional.empty();
    private Optional<Attention> noticed = Optional.empty();

    DashboardView(
            AdminConfig config,
            DashboardClient server,
            ProxyClient proxies,
            CertificateClient certificates,
            DeadLetterClient deadLetters,
            AlertClient alerts,
            Permissions permissions,
            AuthenticationContext authentication) {
        super("dashboard");
        this.permissions = permissions;
        this.session = authentication.getAuthenticatedUser(PortalSession.class).orElseThrow();
        ServerZone zone = new ServerZone(server, session);
        CountsReader counting = new CountsReader(server, session);
        AttentionReader looking = AttentionReader.of(session, permissions, certificates, deadLetters, alerts);
        ChartReader drawing = new ChartReader(server, session);
        put();
        counts = new Live<>(
                this, PAUSE, () -> zone.with(known -> counting.counts(known, wanted.language())), this::take);
        new Live<>(this, config.refreshInterval(), () -> overview(proxies), this::takeOverview);
        new Live<>(this, PAUSE, looking::attention, this::takeAttention);
        charts = new Live<>(
                this,
                PAUSE,
                () -> zone.with(known -> drawing.read(wanted.range(), wanted.split(), known, wanted.language())),
                this::takeCharts);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (!permissions.may(session, Permission.STATISTICS_READ)) {
            event.forwardTo(MessagesView.class);
        }
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        asked = Asked.of(event.getLocation());
        range.setValue(asked.get(RANGE, ChartRange::parse).orElse(ChartRange.DAY));
        split.setValue(asked.get(SPLIT, Split::parse).orElse(Split.STATUS));
        want();
    }

    @Override
    protected void say(Formats formats) {
        range.setLabel(getTranslation("dashboard.range"));
        range.setItemLabelGenerator(each -> getTranslation("dashboard.range." + each.wire()));
        split.setLabel(getTranslation("dashboard.split"));
        split.setItemLabelGenerator(each -> getTranslation("dashboard.split." + each.wire()));
        want();
        counts.again();
        counts.now();
        showNow(formats);
    }

    private void put() {
        range.setId("chart-range");
        range.setItems(ChartRange.values());
        range.setValue(ChartRange.DAY);
        split.setId("chart-split");
        split.setItems(Split.values());
        split.setValue(Split.STATUS);
        range.addValueChangeListener(
                change -> go(change.isFromClient(), RANGE, change.getValue().wire()));
        split.addValueChangeListener(
                change -> go(change.isFromClient(), SPLIT, change.getValue().wire()));
        Div counted = new Div();
        counted.addClassName("cards");
        periods.forEach(counted::add);
        Div now = new Div(queue, attention);
        now.addClassName("cards");
        now.addClassName("wide-cards");
        Div choice = new Div(range, split);
        choice.addClassName("toolbar");
        Div drawn = new Div(throughput, times);
        drawn.addClassName("cards");
        drawn.addClassName("wide-cards");
        content.addClassName("page-content");
        content.add(counted, now, choice, drawn);
        add(state, content);
    }

    private void go(boolean fromPerson, String name, String value) {
        if (fromPerson) {
            asked.with(name, Optional.of(value)).open(UI.getCurrentOrThrow(), DashboardView.class);
        }
    }

    private void want() {
        Wanted now = new Wanted(range.getValue(), split.getValue(), formats().language());
        wanted = now;
        charts.now();
    }

    private Answer<Overview> overview(ProxyClient proxies) {
        return permissions.may(session, Permission.PROXY_READ)
                ? proxies.views(session).map(Overview::of)
                : new Answer.Given<>(Overview.NONE);
    }

    private void take(Answer<Map<Period, Count>> answer) {
        showLive(answer);
        state.take(answer);
        if (answer instanceof Answer.Given<Map<Period, Count>>(Map<Period, Count> now)) {
            periods.forEach(card -> card.show(now, formats()));
        }
    }

    private void takeOverview(Answer<Overview> answer) {
        if (answer instanceof Answer.Given<Overview>(Overview now)) {
            seen = Optional.of(now);
            showNow(formats());
        }
    }

    private void takeAttention(Answer<Attention> answer) {
        if (answer instanceof Answer.Given<Attention>(Attention now)) {
            noticed = Optional.of(now);
            showNow(formats());
        }
    }

    private void showNow(Formats formats) {
        Overview now = seen.orElse(Overview.NONE);
        queue.setVisible(now.proxies().isPresent());
        queue.show(now, formats);
        attention.show(noticed, seen, formats);
    }

    private void takeCharts(Answer<ChartData> answer) {
        if (answer instanceof Answer.Given<ChartData>(ChartData data)) {
            throughput.show(data.throughput(key -> getTranslation(key), formats()), formats());
            times.show(data.times(key -> getTranslation(key), formats()), formats());
        }
    }

    /** What charts are asked for. */
    private record Wanted(ChartRange range, Split split, Language language) {}
}
