package org.messagebroker.admin.proxy;

import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Set;
import org.messagebroker.admin.AdminConfig;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Allowed;
import org.messagebroker.admin.page.KeptCards;
import org.messagebroker.admin.page.Live;
import org.messagebroker.admin.page.Page;
import org.messagebroker.admin.page.PageState;
import org.messagebroker.admin.page.WriteButton;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.admin.server.ProxyClient;
import org.messagebroker.api.EnrolmentView;
import org.messagebroker.api.Permission;
import org.messagebroker.api.ProxyView;

/** The proxies at a glance, and the invitations of new ones. */
@Route("proxies")
@PermitAll
public final class ProxiesView extends Page {

    private static final String NAME = "proxies";

    private final WriteButton invite;
    private final KeptCards<ProxyView, ProxyCard> cards = new KeptCards<>(
            ProxyView::name, proxy -> new ProxyCard(proxy.name()), (card, proxy) -> card.show(proxy, formats()));
    private final PageState state = new PageState(NAME, cards);
    private final InvitationCards invitations;
    private final Live<List<ProxyView>> live;
    private final Live<List<EnrolmentView>> liveInvitations;

    ProxiesView(AdminConfig config, ProxyClient proxies, AuthenticationContext authentication) {
        super(NAME);
        PortalSession session =
                authentication.getAuthenticatedUser(PortalSession.class).orElseThrow();
        live = new Live<>(this, config.refreshInterval(), () -> proxies.views(session), this::show);
        liveInvitations =
                new Live<>(this, config.refreshInterval(), () -> proxies.invitations(session), this::showInvitations);
        invitations = new InvitationCards(proxies, session, liveInvitations::now);
        invite = new WriteButton("proxy-invite", Permission.PROXY_WRITE, invitations::invite);
        invite.setIcon(VaadinIcon.PLUS.create());
        cards.setId("proxy-cards");
        cards.addClassName("cards");
        Allowed.follow(this, this::permit);
        addActions(invite);
        add(state, cards, invitations);
    }

    @Override
    protected void say(Formats formats) {
        invite.setText(getTranslation("proxies.invite.open"));
        live.again();
        liveInvitations.again();
    }

    private void permit(Set<Permission> allowed) {
        invitations.permit(allowed.contains(Permission.PROXY_WRITE));
        liveInvitations.again();
    }

    private void show(Answer<List<ProxyView>> answer) {
        showLive(answer);
        state.takeAll(answer);
        if (answer instanceof Answer.Given<List<ProxyView>>(List<ProxyView> all)) {
            cards.show(all);
        }
    }

    /** Who may not see the proxies any more sees no invitations either. */
    private void showInvitations(Answer<List<EnrolmentView>> answer) {
        switch (answer) {
            case Answer.Given<List<EnrolmentView>>(List<EnrolmentView> all) -> invitations.show(all, formats());
            case Answer.Refused<List<EnrolmentView>> refused -> invitations.show(List.of(), formats());
            case Answer.Unavailable<List<EnrolmentView>> away -> {}
            case Answer.SessionEnded<List<EnrolmentView>> ended -> {}
        }
    }
}
