package org.messagebroker.admin.page;

import static org.messagebroker.api.Permission.AUDIT_READ;
import static org.messagebroker.api.Permission.CERTIFICATE_READ;
import static org.messagebroker.api.Permission.CLIENT_READ;
import static org.messagebroker.api.Permission.MESSAGE_READ;
import static org.messagebroker.api.Permission.MESSAGE_READ_ALL;
import static org.messagebroker.api.Permission.PROXY_READ;
import static org.messagebroker.api.Permission.SETTINGS_READ;
import static org.messagebroker.api.Permission.STATISTICS_READ;
import static org.messagebroker.api.Permission.USER_READ;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.messagebroker.admin.alert.AlertsView;
import org.messagebroker.admin.audit.AuditLog;
import org.messagebroker.admin.certificate.CertificatesView;
import org.messagebroker.admin.client.ClientsView;
import org.messagebroker.admin.dashboard.DashboardView;
import org.messagebroker.admin.deadletter.DeadLettersView;
import org.messagebroker.admin.message.MessagesView;
import org.messagebroker.admin.proxy.ProxiesView;
import org.messagebroker.admin.role.RolesView;
import org.messagebroker.admin.tls.TlsView;
import org.messagebroker.admin.user.UsersView;
import org.messagebroker.api.Permission;

/** The way to every page that the person's role allows. */
final class Navigation extends SideNav implements LocaleChangeObserver {

    private static final List<Entry> ENTRIES = List.of(
            new Entry("dashboard", DashboardView.class, VaadinIcon.DASHBOARD, STATISTICS_READ),
            new Entry("messages", MessagesView.class, VaadinIcon.ENVELOPES, MESSAGE_READ, MESSAGE_READ_ALL),
            new Entry("deadletters", DeadLettersView.class, VaadinIcon.WARNING, MESSAGE_READ_ALL),
            new Entry("clients", ClientsView.class, VaadinIcon.DESKTOP, CLIENT_READ),
            new Entry("certificates", CertificatesView.class, VaadinIcon.DIPLOMA, CERTIFICATE_READ),
            new Entry("proxies", ProxiesView.class, VaadinIcon.CLUSTER, PROXY_READ),
            new Entry("tls", TlsView.class, VaadinIcon.SAFE_LOCK, SETTINGS_READ),
            new Entry("users", UsersView.class, VaadinIcon.USERS, USER_READ),
            new Entry("roles", RolesView.class, VaadinIcon.KEY_O, USER_READ),
            new Entry("audit", AuditLog.class, VaadinIcon.RECORDS, AUDIT_READ),
            new Entry("alerts", AlertsView.class, VaadinIcon.BELL, AUDIT_READ, SETTINGS_READ));

    private final Map<Entry, SideNavItem> items = new LinkedHashMap<>();

    Navigation() {
        ENTRIES.forEach(entry -> {
            SideNavItem item = new SideNavItem("", entry.page(), entry.icon().create());
            item.setId("nav-" + entry.name());
            item.setMatchNested(true);
            item.setVisible(false);
            items.put(entry, item);
            addItem(item);
        });
    }

    /** Shows what these permissions allow. */
    void permit(Set<Permission> permissions) {
        items.forEach((entry, item) -> item.setVisible(entry.isFor(permissions)));
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        getElement().setAttribute("aria-label", getTranslation("menu.navigation"));
        items.forEach((entry, item) -> item.setLabel(getTranslation(entry.name() + ".title")));
    }

    /**
     * A page of the navigation.
     *
     * @param name of its words
     * @param anyOf the permissions of which one is enough; none for everybody
     */
    private record Entry(String name, Class<? extends Component> page, VaadinIcon icon, Set<Permission> anyOf) {

        Entry(String name, Class<? extends Component> page, VaadinIcon icon, Permission... anyOf) {
            this(name, page, icon, Set.of(anyOf));
        }

        boolean isFor(Set<Permission> permissions) {
            return anyOf.isEmpty() || anyOf.stream().anyMatch(permissions::contains);
        }
    }
}
