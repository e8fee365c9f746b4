package org.messagebroker.admin.language;

import com.vaadin.flow.component.Direction;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages of the pages. */
public enum Language {
    ENGLISH(Locale.ENGLISH, Direction.LEFT_TO_RIGHT, "English"),
    PERSIAN(Locale.of("fa"), Direction.RIGHT_TO_LEFT, "فارسی");

    private final Locale locale;
    private final Direction direction;
    private final String ownName;

    Language(Locale locale, Direction direction, String ownName) {
        this.locale = locale;
        this.direction = direction;
        this.ownName = ownName;
    }

    /** The language of a locale; English when we do not speak it. */
    public static Language of(Locale locale) {
        return byTag(locale.getLanguage()).orElse(ENGLISH);
    }

    /** The language with a tag such as {@code fa}. */
    static Optional<Language> byTag(String tag) {
        return Arrays.stream(values()).filter(each -> each.tag().equals(tag)).findFirst();
    }

    static List<Locale> locales() {
        return Arrays.stream(values()).map(Language::locale).toList();
    }

    public Locale locale() {
        return locale;
    }

    public Direction direction() {
        return direction;
    }

    /** The tag, such as {@code fa}. */
    public String tag() {
        return locale.getLanguage();
    }

    /** What its speakers call it. */
    public String ownName() {
        return ownName;
    }
}
