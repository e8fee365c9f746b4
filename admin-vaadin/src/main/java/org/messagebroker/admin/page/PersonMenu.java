package org.messagebroker.admin.page;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.avatar.AvatarVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import org.messagebroker.api.LoginResponse.UserView;

/** Who is signed in, and the way out. */
final class PersonMenu extends MenuBar implements LocaleChangeObserver {

    private final MenuItem person;
    private final MenuItem account;
    private final MenuItem signOut;
    private final Span role = new Span();
    private final UserView user;

    PersonMenu(UserView user, Runnable out) {
        this.user = user;
        setId("person");
        addClassName("person");
        addThemeVariants(MenuBarVariant.TERTIARY);
        person = addItem(face());
        person.setId("person-menu");
        account =
                person.getSubMenu().addItem("", click -> UI.getCurrentOrThrow().navigate("account"));
        account.setId("own-account");
        signOut = person.getSubMenu().addItem("", click -> out.run());
        signOut.setId("sign-out");
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        person.setAriaLabel(getTranslation("menu.person", user.email()));
        role.setText(RoleName.of(user.role()));
        account.setText(getTranslation("account.title"));
        signOut.setText(getTranslation("menu.sign-out"));
    }

    private Div face() {
        Avatar avatar = new Avatar(user.email());
        avatar.addThemeVariants(AvatarVariant.AURA_FILLED);
        avatar.setTooltipEnabled(false);
        avatar.getElement().setAttribute("aria-hidden", "true");
        Span email = new Span(user.email());
        email.addClassName("ltr");
        role.addClassName("secondary");
        Div face = new Div(avatar, new Div(email, role));
        face.addClassName("person-face");
        return face;
    }
}
