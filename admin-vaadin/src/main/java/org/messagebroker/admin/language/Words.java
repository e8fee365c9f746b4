package org.messagebroker.admin.language;

import com.vaadin.flow.i18n.I18NProvider;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.springframework.stereotype.Component;

/**
 * The words of the pages, from {@code vaadin-i18n/translations_<language>.properties}. Parameters are put in as they are:
 * who passes a number or a time formats it first, with {@link Formats}.
 */
@Component
public final class Words implements I18NProvider {

    private static final String BUNDLE = "vaadin-i18n.translations";

    @Override
    public List<Locale> getProvidedLocales() {
        return Language.locales();
    }

    /** @throws MissingResourceException for a key without words; a test sees to it that there is none */
    @Override
    public String getTranslation(String key, Locale locale, Object... parameters) {
        Locale ours = Language.of(locale).locale();
        String words = bundle(ours).getString(key);
        return parameters.length == 0 ? words : new MessageFormat(words, ours).format(parameters);
    }

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(
                BUNDLE, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
