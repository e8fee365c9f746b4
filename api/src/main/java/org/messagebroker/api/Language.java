package org.messagebroker.api;

import java.util.Locale;

/** What a person reads; {@code en} and {@code fa} on the wire. */
public enum Language {
    EN,
    /** Persian, from right to left. */
    FA;

    /** The code, such as {@code fa}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The language of a code; English for one that is not known. */
    public static Language of(String code) {
        return code.equals(FA.code()) ? FA : EN;
    }
}
