package org.messagebroker.admin.account;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import org.messagebroker.admin.AdminConfig;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.language.Language;
import org.messagebroker.admin.language.Preferences;
import org.messagebroker.admin.page.Facts;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.admin.page.Outcome;
import org.messagebroker.admin.page.Page;
import org.messagebroker.admin.page.RoleName;
import org.messagebroker.admin.server.OwnAccount;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.LoginResponse.UserView;

/** One's own account, for everybody: who one is, another password, and the language. */
@Route("account")
@PermitAll
public final class AccountPage extends Page {

    private final PortalSession session;
    private final Facts facts = new Facts();
    private final PasswordForm password;
    private final SecondFactorCard factor;
    private final RadioButtonGroup<Language> language = new RadioButtonGroup<>();
    private final H2 profileHeading = new H2();
    private final H2 passwordHeading = new H2();
    private final H2 factorHeading = new H2();
    private final H2 languageHeading = new H2();

    AccountPage(AdminConfig config, OwnAccount account, AuthenticationContext authentication) {
        super("account");
        session = authentication.getAuthenticatedUser(PortalSession.class).orElseThrow();
        password = new PasswordForm(account, session, () -> Outcome.done(getTranslation("password.changed")));
        factor = new SecondFactorCard(account, session, config.refreshInterval());
        language.setId("account-language");
        language.setItems(Language.values());
        language.setItemLabelGenerator(Language::ownName);
        language.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                Preferences.choose(UI.getCurrentOrThrow(), change.getValue());
            }
        });
        facts.setId("account-profile");
        Div cards = new Div(
                card(profileHeading, facts),
                card(factorHeading, factor),
                card(passwordHeading, password),
                card(languageHeading, language));
        cards.addClassName("account-cards");
        add(cards);
    }

    @Override
    protected void say(Formats formats) {
        profileHeading.setText(getTranslation("account.profile"));
        passwordHeading.setText(getTranslation("account.password"));
        factorHeading.setText(getTranslation("factor.title"));
        languageHeading.setText(getTranslation("menu.language"));
        language.setAriaLabel(getTranslation("menu.language"));
        language.setValue(formats.language());
        password.say();
        factor.say();
        tell(session.user(), formats);
    }

    private void tell(UserView user, Formats formats) {
        facts.removeAll();
        facts.fact("login.email", Foreign.ltr(user.email()));
        facts.fact("account.role", RoleName.shown(user.role()));
        facts.fact("account.client", client(user));
        facts.fact("account.seen", user.lastLogin().map(formats::dateTime).orElse("—"));
        facts.fact("account.created", formats.dateTime(user.createdAt()));
    }

    private static Component client(UserView user) {
        return user.clientId().map(ClientId::value).map(Foreign::ltr).orElseGet(() -> new Span("—"));
    }

    private static Section card(H2 heading, Component content) {
        Section card = new Section(heading, content);
        card.addClassName("card");
        return card;
    }
}
