package org.messagebroker.admin.proxy;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.messagebroker.admin.login.LoginMemory;
import org.messagebroker.admin.page.Notice;
import org.messagebroker.admin.page.Watch;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.admin.server.ProxyClient;
import org.messagebroker.admin.server.ProxyState;

/**
 * Warns, on every page, of proxies whose client certificates are off. It comes and goes by itself; who may not see proxies
 * is not told.
 */
public final class UnverifiedClients extends Composite<Notice> implements LocaleChangeObserver {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Keep a name whole and in its own direction within a sentence of the other (Unicode, UAX #9). */
    private static final String ISOLATED = "\u2068%s\u2069";

    private final ProxyClient proxies;
    private final PortalSession session;
    private Optional<Watch> watch = Optional.empty();
    private List<String> shown = List.of();

    /** Looks for itself while it is on a page. */
    public UnverifiedClients(ProxyClient proxies, PortalSession session) {
        this.proxies = proxies;
        this.session = session;
        setId("clients-unverified");
        addClassName("everywhere");
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        UI ui = event.getUI();
        watch = Optional.of(new Watch(PAUSE, () -> look(ui)));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        close();
        super.onDetach(event);
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        tell();
    }

    /** On the watch's thread: asks the server, and only what it finds is done with the page locked. */
    @SuppressWarnings("FutureReturnValueIgnored") // Vaadin logs what fails in there
    private void look(UI ui) {
        Answer<List<ProxyState>> answer = proxies.proxies(session);
        try {
            ui.access(() -> take(ui, answer));
        } catch (UIDetachedException closed) {
            close();
        }
    }

    /** A warning stays while the server is away: nobody has said that it is over. */
    private void take(UI ui, Answer<List<ProxyState>> answer) {
        switch (answer) {
            case Answer.Given<List<ProxyState>>(List<ProxyState> all) -> show(unverified(all));
            case Answer.Unavailable<List<ProxyState>> away -> {}
            case Answer.Refused<List<ProxyState>> refused -> {
                close();
                show(List.of());
            }
            case Answer.SessionEnded<List<ProxyState>> ended -> {
                close();
                LoginMemory.endSession(ui);
            }
        }
    }

    /** Tells only what is new, as a screen reader reads it out each time. */
    private void show(List<String> names) {
        if (!names.equals(shown)) {
            shown = names;
            tell();
        }
    }

    private void tell() {
        if (shown.isEmpty()) {
            getContent().clear();
            return;
        }
        String names =
                shown.stream().map(ISOLATED::formatted).collect(Collectors.joining(getTranslation("list.comma")));
        getContent()
                .tell(
                        Notice.Kind.WARNING,
                        getTranslation("proxies.unverified.title"),
                        getTranslation("proxies.unverified.text", names));
    }

    private void close() {
        watch.ifPresent(Watch::close);
    }

    private static List<String> unverified(List<ProxyState> all) {
        return all.stream()
                .filter(proxy -> !proxy.verifiesClients())
                .map(ProxyState::name)
                .sorted()
                .toList();
    }
}
