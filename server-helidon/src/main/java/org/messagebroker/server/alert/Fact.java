package org.messagebroker.server.alert;

import java.util.Locale;
import org.messagebroker.api.Language;

/** What is said of an alert beside its kind. */
enum Fact {
    NAME("Name", "نام"),
    FINGERPRINT("Fingerprint", "اثر انگشت"),
    ENDS("Expires", "انقضا"),
    DAYS_LEFT("Days left", "روزهای باقی‌مانده"),
    SITE("Site", "سایت"),
    LAST_SEEN("Last seen", "آخرین ارتباط"),
    SECONDS("Seconds", "ثانیه"),
    COUNT("Number", "تعداد"),
    PERCENT("Percent used", "درصد مصرف‌شده"),
    REASON("Reason", "دلیل");

    private final String english;
    private final String persian;

    Fact(String english, String persian) {
        this.english = english;
        this.persian = persian;
    }

    /** The name in the database and on the wire. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title(Language language) {
        return language == Language.FA ? persian : english;
    }
}
