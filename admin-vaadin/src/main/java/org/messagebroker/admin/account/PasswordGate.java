package org.messagebroker.admin.account;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.spring.security.AuthenticationContext;
import org.messagebroker.admin.server.PortalSession;
import org.springframework.stereotype.Component;

/** Leads who has to choose a password to the page for that, wherever he wants to go, and nobody else. */
@Component
final class PasswordGate implements VaadinServiceInitListener {

    private final AuthenticationContext authentication;

    PasswordGate(AuthenticationContext authentication) {
        this.authentication = authentication;
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().addUIInitListener(start -> start.getUI().addBeforeEnterListener(this::pass));
    }

    private void pass(BeforeEnterEvent event) {
        authentication.getAuthenticatedUser(PortalSession.class).ifPresent(session -> {
            boolean there = event.getNavigationTarget() == ChoosePasswordView.class;
            boolean forced = session.user().mustChangePassword().orElse(false);
            if (forced && !there) {
                event.forwardTo(ChoosePasswordView.class);
            } else if (there && !forced) {
                event.forwardTo(AccountPage.class);
            }
        });
    }
}
