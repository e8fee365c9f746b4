package org.messagebroker.admin.proxy;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Optional;
import org.messagebroker.admin.AdminConfig;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Allowed;
import org.messagebroker.admin.page.Confirm;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.admin.page.Live;
import org.messagebroker.admin.page.Outcome;
import org.messagebroker.admin.page.Page;
import org.messagebroker.admin.page.PageState;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.admin.server.ProxyClient;
import org.messagebroker.api.Permission;
import org.messagebroker.api.ProxyView;

/** One proxy, live. */
@Route("proxies/:name")
@PermitAll
public final class ProxyPageView extends Page implements BeforeEnterObserver {

    private static final String NAME = "proxy";

    private final ProxyClient proxies;
    private final PortalSession session;
    private final PageState state;
    private final Button test = new Button(VaadinIcon.PAPERPLANE.create());
    private final Button forget = new Button();
    private final H2 heading = new H2();
    private final Div badge = new Div();
    private final TestSteps steps = new TestSteps();
    private final Div facts = new Div();
    private final Div content;
    private final Live<Optional<ProxyView>> live;
    private volatile String name = "";

    ProxyPageView(AdminConfig config, ProxyClient proxies, AuthenticationContext authentication) {
        super(NAME);
        this.proxies = proxies;
        this.session = authentication.getAuthenticatedUser(PortalSession.class).orElseThrow();
        this.live = new Live<>(
                this, config.refreshInterval(), () -> proxies.views(session).map(this::named), this::show);
        forget.setId("proxy-forget");
        forget.addThemeVariants(ButtonVariant.ERROR);
        Allowed.show(forget, Permission.PROXY_WRITE);
        forget.addClickListener(click -> forget());
        test.setId("proxy-test");
        Allowed.show(test, Permission.PROXY_WRITE);
        test.addClickListener(click -> test());
        Div actions = new Div(test, forget);
        actions.addClassName("page-actions");
        Div head = new Div(new Div(heading, badge), actions);
        head.addClassName("detail-head");
        content = new Div(head, steps, facts);
        content.addClassName("detail");
        state = new PageState(NAME, content);
        add(state, content);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        name = event.getRouteParameters().get("name").orElse("");
        heading.removeAll();
        heading.add(Foreign.ltr(name));
        state.show(PageState.Kind.LOADING);
        live.now();
    }

    @Override
    protected void say(Formats formats) {
        test.setText(getTranslation("proxy.test.open"));
        forget.setText(getTranslation("proxies.forget.open"));
        live.again();
    }

    private Optional<ProxyView> named(List<ProxyView> all) {
        return all.stream().filter(proxy -> proxy.name().equals(name)).findFirst();
    }

    private void show(Answer<Optional<ProxyView>> answer) {
        showLive(answer);
        state.take(answer);
        if (answer instanceof Answer.Given<Optional<ProxyView>>(Optional<ProxyView> found)) {
            found.ifPresentOrElse(this::show, () -> state.show(PageState.Kind.EMPTY));
        }
    }

    private void show(ProxyView proxy) {
        badge.removeAll();
        badge.add(ProxyFacts.badge(this, proxy));
        steps.show(proxy.test(), formats());
        facts.removeAll();
        facts.add(ProxyFacts.warnings(proxy.warnings()), ProxyFacts.all(this, formats(), proxy));
    }

    /** It is shown with the next answer about the proxies, which is asked for at once. */
    private void test() {
        Outcome.take(proxies.test(session, name), ordered -> {});
        live.now();
    }

    private void forget() {
        UI ui = UI.getCurrentOrThrow();
        Confirm.typing(
                "proxies.forget", name, () -> proxies.forget(session, name), gone -> ui.navigate(ProxiesView.class));
    }
}
