package org.messagebroker.admin.page;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Footer;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.orderedlayout.Scroller;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.messagebroker.admin.login.LoginMemory;
import org.messagebroker.admin.proxy.UnverifiedClients;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.Permissions;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.admin.server.ProxyClient;
import org.messagebroker.api.Permission;

/** The frame around every page but the login: navigation, the person's menu, and warnings that concern everyone. */
@Layout
@PermitAll
public final class MainLayout extends AppLayout implements LocaleChangeObserver {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Aside drawer = new Aside();
    private final DrawerToggle toggle = new DrawerToggle();
    private final Navigation navigation = new Navigation();
    private final Div frame = new Div();

    MainLayout(AuthenticationContext authentication, ProxyClient proxies, Permissions permissions) {
        PortalSession session =
                authentication.getAuthenticatedUser(PortalSession.class).orElseThrow();
        setPrimarySection(Section.DRAWER);
        toggle.setId("drawer-toggle");
        new Live<>(this, PAUSE, () -> new Answer.Given<>(permissions.of(session)), this::permit);
        Scroller scroller = new Scroller(navigation);
        scroller.addClassName("drawer-navigation");
        drawer.add(new Brand(), scroller, new Footer(new PersonMenu(session.user(), authentication::logout)));
        addToDrawer(drawer);
        Div gap = new Div();
        gap.addClassName("gap");
        Header head = new Header(toggle, gap, new ChoiceMenu());
        head.addClassName("head");
        addToNavbar(head);
        frame.addClassName("frame");
        frame.add(new UnverifiedClients(proxies, permissions, session));
        setContent(frame);
    }

    /** The page goes below the warnings, which stay where they are. */
    @Override
    public void showRouterLayoutContent(@Nullable HasElement page) {
        Optional.ofNullable(page).ifPresent(shown -> frame.getElement().appendChild(shown.getElement()));
        if (isOverlay()) {
            setDrawerOpened(false);
        }
    }

    @Override
    public void removeRouterLayoutContent(@Nullable HasElement page) {
        Optional.ofNullable(page).ifPresent(gone -> gone.getElement().removeFromParent());
    }

    private void permit(Answer<Set<Permission>> answer) {
        if (answer instanceof Answer.Given<Set<Permission>>(Set<Permission> names)) {
            navigation.permit(names);
            getUI().ifPresent(ui -> Allowed.tell(ui, names));
        }
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        LoginMemory.clear(event.getSession());
        List<String> codes = LoginMemory.takeRecoveryCodes(event.getSession());
        if (!codes.isEmpty()) {
            RecoveryCodesShown.open(codes);
        }
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        toggle.setAriaLabel(getTranslation("menu.navigation"));
        drawer.getElement().setAttribute("aria-label", getTranslation("brand.name"));
    }
}
