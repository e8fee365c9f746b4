package org.messagebroker.admin.proxy;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.admin.page.Live;
import org.messagebroker.admin.page.Notice;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.Permissions;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.admin.server.ProxyClient;
import org.messagebroker.admin.server.ProxyState;
import org.messagebroker.api.Permission;

/**
 * Warns, on every page, of proxies whose client certificates are off. It comes and goes by itself; who may not see proxies
 * is not told.
 */
public final class UnverifiedClients extends Composite<Notice> implements LocaleChangeObserver {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Live<List<String>> live;

    /** Looks for itself while it is on a page. */
    public UnverifiedClients(ProxyClient proxies, Permissions permissions, PortalSession session) {
        live = new Live<>(this, PAUSE, () -> ask(proxies, permissions, session), this::take);
        setId("clients-unverified");
        addClassName("everywhere");
    }

    private static Answer<List<String>> ask(ProxyClient proxies, Permissions permissions, PortalSession session) {
        return permissions.may(session, Permission.PROXY_READ)
                ? proxies.proxies(session).map(UnverifiedClients::unverified)
                : new Answer.Given<>(List.of());
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        live.again();
    }

    /** A warning stays while the server is away: nobody has said that it is over. */
    private void take(Answer<List<String>> answer) {
        switch (answer) {
            case Answer.Given<List<String>>(List<String> names) -> tell(names);
            case Answer.Unavailable<List<String>> away -> {}
            case Answer.SessionEnded<List<String>> ended -> {}
            case Answer.Refused<List<String>> refused -> tell(List.of());
        }
    }

    private void tell(List<String> proxies) {
        if (proxies.isEmpty()) {
            getContent().clear();
            return;
        }
        String names =
                proxies.stream().map(Foreign::isolated).collect(Collectors.joining(getTranslation("list.comma")));
        getContent()
                .tell(
                        Notice.Kind.WARNING,
                        getTranslation("proxies.unverified.title"),
                        getTranslation("proxies.unverified.text", names));
    }

    private static List<String> unverified(List<ProxyState> all) {
        return all.stream()
                .filter(proxy -> !proxy.verifiesClients())
                .map(ProxyState::name)
                .sorted()
                .toList();
    }
}
