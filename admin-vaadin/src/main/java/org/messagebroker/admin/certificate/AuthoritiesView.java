package org.messagebroker.admin.certificate;

import com.vaadin.flow.component.html.Paragraph;
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
import org.messagebroker.admin.server.CertificateClient;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.AuthorityView;
import org.messagebroker.api.Permission;

/** The authorities: which is trusted, which issues, and the change from one to the next. */
@Route("certificates/authorities")
@PermitAll
public final class AuthoritiesView extends Page {

    private static final String NAME = "authorities";

    private final AuthorityForms forms;
    private final WriteButton create;
    private final Paragraph how = new Paragraph();
    private final KeptCards<AuthorityView, AuthorityCard> cards;
    private final PageState state;
    private final Live<List<AuthorityView>> live;
    private boolean changeable;

    AuthoritiesView(AdminConfig config, CertificateClient certificates, AuthenticationContext authentication) {
        super(NAME);
        PortalSession session =
                authentication.getAuthenticatedUser(PortalSession.class).orElseThrow();
        this.live = new Live<>(this, config.refreshInterval(), () -> certificates.authorities(session), this::show);
        this.forms = new AuthorityForms(certificates, session, live::now);
        this.cards = new KeptCards<>(
                AuthorityView::id,
                each -> new AuthorityCard(each, forms),
                (card, each) -> card.show(each, formats(), changeable));
        create = new WriteButton("authority-create", Permission.CERTIFICATE_WRITE, forms::create);
        create.setIcon(VaadinIcon.PLUS.create());
        Allowed.follow(this, this::permit);
        how.addClassName("lead");
        cards.setId("authorities");
        cards.addClassNames("cards", "wide-cards");
        state = new PageState(NAME, cards);
        addActions(create);
        add(new CertificateTabs(), how, state, cards);
    }

    @Override
    protected void say(Formats formats) {
        create.setText(getTranslation("authorities.create.open"));
        how.setText(getTranslation("authorities.how"));
        live.again();
    }

    private void permit(Set<Permission> allowed) {
        changeable = allowed.contains(Permission.CERTIFICATE_WRITE);
        live.again();
    }

    private void show(Answer<List<AuthorityView>> answer) {
        showLive(answer);
        state.takeAll(answer);
        if (answer instanceof Answer.Given<List<AuthorityView>>(List<AuthorityView> all)) {
            cards.show(all);
        }
    }
}
