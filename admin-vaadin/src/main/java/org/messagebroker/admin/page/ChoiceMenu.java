package org.messagebroker.admin.page;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.server.VaadinRequest;
import java.util.EnumMap;
import java.util.Map;
import org.messagebroker.admin.language.Language;
import org.messagebroker.admin.language.Preferences;
import org.messagebroker.admin.language.Theme;

/** Two small menus: the language and the theme of the pages. */
public final class ChoiceMenu extends MenuBar implements LocaleChangeObserver {

    private final Map<Language, MenuItem> languages = new EnumMap<>(Language.class);
    private final Map<Theme, MenuItem> themes = new EnumMap<>(Theme.class);
    private final MenuItem languageMenu = addItem(VaadinIcon.GLOBE_WIRE.create());
    private final MenuItem themeMenu = addItem(VaadinIcon.DESKTOP.create());

    /** The menus, in the state that the browser remembers. */
    public ChoiceMenu() {
        setId("choices");
        addClassName("choices");
        addThemeVariants(MenuBarVariant.TERTIARY);
        languageMenu.setId("language");
        themeMenu.setId("theme");
        for (Language language : Language.values()) {
            languages.put(language, item(languageMenu, "language-" + language.tag(), () -> choose(language)));
        }
        for (Theme theme : Theme.values()) {
            themes.put(theme, item(themeMenu, "theme-" + theme.tag(), () -> choose(theme)));
        }
        mark(themes, Preferences.of(VaadinRequest.getCurrent()).theme());
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        getElement().setAttribute("aria-label", getTranslation("menu.choices"));
        name(languageMenu, getTranslation("menu.language"));
        name(themeMenu, getTranslation("menu.theme"));
        languages.forEach((language, item) -> item.setText(language.ownName()));
        themes.forEach((theme, item) -> item.setText(getTranslation("theme." + theme.tag())));
        mark(languages, Language.of(event.getLocale()));
    }

    private void choose(Language language) {
        Preferences.choose(UI.getCurrentOrThrow(), language);
        mark(languages, language);
    }

    private void choose(Theme theme) {
        Preferences.choose(UI.getCurrentOrThrow(), theme);
        mark(themes, theme);
    }

    private static MenuItem item(MenuItem menu, String id, Runnable chosen) {
        MenuItem item = menu.getSubMenu().addItem("", click -> chosen.run());
        item.setId(id);
        item.setCheckable(true);
        return item;
    }

    private static void name(MenuItem menu, String label) {
        menu.setAriaLabel(label);
        menu.getElement().setAttribute("title", label);
    }

    private static <E extends Enum<E>> void mark(Map<E, MenuItem> items, E chosen) {
        items.forEach((each, item) -> item.setChecked(each == chosen));
    }
}
