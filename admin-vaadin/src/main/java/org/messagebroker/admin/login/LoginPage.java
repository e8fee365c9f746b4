package org.messagebroker.admin.login;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import org.messagebroker.admin.page.Brand;
import org.messagebroker.admin.page.ChoiceMenu;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.admin.page.Notice;
import org.messagebroker.admin.server.Refusal;

/** A page for who is not signed in: one card below the choice of language and theme. */
abstract class LoginPage extends Main implements LocaleChangeObserver, HasDynamicTitle {

    private final String name;
    private final Div card = new Div();
    private final Notice notice = new Notice();

    /** @param name of its words: {@code <name>.title} is the title */
    @SuppressWarnings("this-escape") // a component is put together in its constructor; nobody sees it before
    LoginPage(String name) {
        this.name = name;
        addClassName("login-page");
        notice.setId("login-notice");
        card.addClassName("login-card");
        card.add(new Brand(), notice);
        add(new ChoiceMenu(), card);
    }

    /** Writes every word of the page. */
    abstract void say();

    final void show(Component... components) {
        card.add(components);
    }

    final void tell(Notice.Kind kind, String key, Object... parameters) {
        notice.tell(kind, getTranslation(key + ".title"), getTranslation(key + ".text", parameters));
    }

    /** What is wrong, in the server's own words. */
    final void tellReason(String key, Refusal why) {
        notice.tell(Notice.Kind.ERROR, getTranslation(key + ".title"), Foreign.english(why.message()));
    }

    @Override
    public final void localeChange(LocaleChangeEvent event) {
        say();
        event.getUI().getPage().setTitle(getPageTitle());
    }

    @Override
    public String getPageTitle() {
        return getTranslation(name + ".title") + " · " + getTranslation("brand.name");
    }
}
