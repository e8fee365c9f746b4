package org.messagebroker.admin.page;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.server.VaadinRequest;
import org.messagebroker.admin.language.Language;
import org.messagebroker.admin.language.Preferences;
import org.messagebroker.admin.language.Theme;

/** Two small menus: the language and the theme of the pages. */
public final class ChoiceMenu extends MenuBar implements LocaleChangeObserver {

    private Theme theme = Preferences.of(VaadinRequest.getCurrent()).theme();

    /** The menus, in the state that the browser remembers. */
    public ChoiceMenu() {
        setId("choices");
        addClassName("choices");
        addThemeVariants(MenuBarVariant.TERTIARY);
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        Language current = Language.of(event.getLocale());
        removeAll();
        getElement().setAttribute("aria-label", getTranslation("menu.choices"));
        languages(current);
        themes();
    }

    private void languages(Language current) {
        MenuItem menu = addItem(VaadinIcon.GLOBE_WIRE.create());
        name(menu, "language", getTranslation("menu.language"));
        for (Language language : Language.values()) {
            MenuItem item = menu.getSubMenu()
                    .addItem(language.ownName(), click -> Preferences.choose(UI.getCurrentOrThrow(), language));
            item.getElement().setAttribute("lang", language.tag());
            mark(item, "language-" + language.tag(), language == current);
        }
    }

    private void themes() {
        MenuItem menu = addItem(icon(theme).create());
        name(menu, "theme", getTranslation("menu.theme"));
        SubMenu choices = menu.getSubMenu();
        for (Theme each : Theme.values()) {
            MenuItem item = choices.addItem(getTranslation("theme." + each.tag()), click -> choose(each));
            mark(item, "theme-" + each.tag(), each == theme);
        }
    }

    private void choose(Theme chosen) {
        theme = chosen;
        Preferences.choose(UI.getCurrentOrThrow(), chosen);
        removeAll();
        languages(Language.of(UI.getCurrentOrThrow().getLocale()));
        themes();
    }

    private static void name(MenuItem menu, String id, String label) {
        menu.setId(id);
        menu.setAriaLabel(label);
        menu.getElement().setAttribute("title", label);
    }

    private static void mark(MenuItem item, String id, boolean checked) {
        item.setId(id);
        item.setCheckable(true);
        item.setChecked(checked);
    }

    private static VaadinIcon icon(Theme theme) {
        return switch (theme) {
            case SYSTEM -> VaadinIcon.DESKTOP;
            case LIGHT -> VaadinIcon.SUN;
            case DARK -> VaadinIcon.MOON;
        };
    }
}
