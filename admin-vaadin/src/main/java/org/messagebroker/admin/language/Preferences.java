package org.messagebroker.admin.language;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinRequest;
import jakarta.servlet.http.Cookie;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;

/**
 * The language and the theme that a person has chosen in this browser, remembered in two cookies that hold nothing else.
 *
 * @param language empty when none was chosen; the browser's own is taken then
 */
public record Preferences(Optional<Language> language, Theme theme) {

    private static final String LANGUAGE = "language";
    private static final String THEME = "theme";

    /** What the browser remembers. */
    public static Preferences of(VaadinRequest request) {
        return new Preferences(
                cookie(request, LANGUAGE).flatMap(Language::byTag),
                cookie(request, THEME).flatMap(Theme::byTag).orElse(Theme.SYSTEM));
    }

    /** The language to show: the chosen one, else the first of the browser's own that we speak. */
    public Language languageFor(VaadinRequest request) {
        return language.orElseGet(() -> Collections.list(request.getLocales()).stream()
                .map(Locale::getLanguage)
                .flatMap(tag -> Language.byTag(tag).stream())
                .findFirst()
                .orElse(Language.ENGLISH));
    }

    /** Switches a page to a language, at once, and has the browser remember it. */
    public static void choose(UI ui, Language language) {
        show(ui, language);
        remember(ui, LANGUAGE, language.tag());
    }

    /** Switches a page to a theme, at once, and has the browser remember it. */
    public static void choose(UI ui, Theme theme) {
        ui.getPage().setColorScheme(theme.scheme());
        remember(ui, THEME, theme.tag());
    }

    /** Shows a page in a language. */
    public static void show(UI ui, Language language) {
        ui.setLocale(language.locale());
        ui.setDirection(language.direction());
        ui.getPage().executeJs("document.documentElement.lang = $0", language.tag());
        sayHowTheConnectionIs(ui);
    }

    /** The browser has to say it by itself: there is no connection to ask over. */
    private static void sayHowTheConnectionIs(UI ui) {
        ui.getReconnectDialogConfiguration().setDialogText(ui.getTranslation("connection.retry"));
        ui.getReconnectDialogConfiguration().setDialogTextGaveUp(ui.getTranslation("connection.lost"));
        ui.getPage()
                .executeJs("window.Vaadin.connectionIndicator.onlineText = $0", ui.getTranslation("connection.back"));
    }

    private static void remember(UI ui, String name, String value) {
        ui.getPage()
                .executeJs(
                        "document.cookie = $0",
                        name + "=" + value + "; Path=/; Max-Age=31536000; Secure; SameSite=Lax");
    }

    private static Optional<String> cookie(VaadinRequest request, String name) {
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap((Cookie[] cookies) -> Arrays.stream(cookies))
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .findFirst();
    }
}
