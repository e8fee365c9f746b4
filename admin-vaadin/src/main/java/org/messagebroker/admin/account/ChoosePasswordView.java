package org.messagebroker.admin.account;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import org.messagebroker.admin.page.Brand;
import org.messagebroker.admin.page.ChoiceMenu;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.admin.server.OwnAccount;
import org.messagebroker.admin.server.PortalSession;

/** All that a person sees who has to choose a password before anything else. */
@Route(value = "choose-password", autoLayout = false)
@PermitAll
final class ChoosePasswordView extends Main implements LocaleChangeObserver, HasDynamicTitle {

    private final H1 title = new H1();
    private final Paragraph why = new Paragraph();
    private final Button leave = new Button();
    private final PasswordForm form;

    ChoosePasswordView(OwnAccount account, AuthenticationContext authentication) {
        PortalSession session =
                authentication.getAuthenticatedUser(PortalSession.class).orElseThrow();
        addClassName("login-page");
        form = new PasswordForm(account, session, () -> UI.getCurrentOrThrow().navigate(""));
        leave.setId("sign-out");
        leave.addThemeVariants(ButtonVariant.TERTIARY);
        leave.addClickListener(click -> authentication.logout());
        Div who = new Div(Foreign.ltr(session.user().email()));
        who.addClassName("secondary");
        Div card = new Div(new Brand(), title, who, why, form, leave);
        card.addClassNames("login-card", "choose-password");
        add(new ChoiceMenu(), card);
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        title.setText(getTranslation("password.forced.title"));
        why.setText(getTranslation("password.forced.text"));
        leave.setText(getTranslation("menu.sign-out"));
        form.say();
        event.getUI().getPage().setTitle(getPageTitle());
    }

    @Override
    public String getPageTitle() {
        return getTranslation("password.forced.title") + " · " + getTranslation("brand.name");
    }
}
