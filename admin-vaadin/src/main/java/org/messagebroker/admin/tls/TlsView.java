package org.messagebroker.admin.tls;

import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.Set;
import org.messagebroker.admin.AdminConfig;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Allowed;
import org.messagebroker.admin.page.KeptCards;
import org.messagebroker.admin.page.Live;
import org.messagebroker.admin.page.Page;
import org.messagebroker.admin.page.PageState;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.admin.server.TlsClient;
import org.messagebroker.api.Permission;
import org.messagebroker.api.TlsStatus;
import org.messagebroker.api.TlsStatus.ListenerView;

/** What the listeners offer in the handshake, who has negotiated what, and changes with a safety net. */
@Route("tls")
@PermitAll
public final class TlsView extends Page {

    private static final String NAME = "tls";

    private final TlsForms forms;
    private final Paragraph how = new Paragraph();
    private final KeptCards<ListenerView, ListenerSection> listeners;
    private final PageState state;
    private final Live<TlsStatus> live;
    private boolean changeable;

    TlsView(AdminConfig config, TlsClient tls, AuthenticationContext authentication) {
        super(NAME);
        PortalSession session =
                authentication.getAuthenticatedUser(PortalSession.class).orElseThrow();
        live = new Live<>(this, config.refreshInterval(), () -> tls.status(session), this::show);
        forms = new TlsForms(tls, session, live::now);
        listeners = new KeptCards<>(
                ListenerView::listener,
                each -> new ListenerSection(each, forms),
                (section, each) -> section.show(each, formats(), changeable));
        listeners.addClassName("detail");
        state = new PageState(NAME, listeners);
        Allowed.follow(this, this::permit);
        how.addClassName("lead");
        add(how, state, listeners);
    }

    @Override
    protected void say(Formats formats) {
        how.setText(getTranslation("tls.how"));
        live.again();
    }

    private void permit(Set<Permission> allowed) {
        changeable = allowed.contains(Permission.SETTINGS_WRITE);
        live.again();
    }

    private void show(Answer<TlsStatus> answer) {
        showLive(answer);
        state.take(answer);
        if (answer instanceof Answer.Given<TlsStatus>(TlsStatus status)) {
            listeners.show(status.listeners());
        }
    }
}
