package org.messagebroker.server.alert;

import org.messagebroker.api.AlertEvent.Change;
import org.messagebroker.api.AlertKind;
import org.messagebroker.api.AlertLevel;
import org.messagebroker.api.Language;

/** What alerts say, in both languages. */
final class AlertWords {

    private AlertWords() {}

    static String text(AlertKind kind, Language language) {
        return language == Language.FA ? persian(kind) : english(kind);
    }

    private static String english(AlertKind kind) {
        return switch (kind) {
            case CERTIFICATE_CLIENT -> "The certificate of a client expires soon";
            case CERTIFICATE_PROXY -> "The certificate of a proxy expires soon";
            case CERTIFICATE_WORKER -> "The certificate of a worker expires soon";
            case CERTIFICATE_SERVER -> "The certificate of the main server expires soon";
            case CERTIFICATE_PORTAL -> "The certificate of the portal expires soon";
            case CERTIFICATE_AUTHORITY -> "The certificate of a certificate authority expires soon";
            case USER -> "A user's account expires soon";
            case PROXY_OFFLINE -> "A proxy is offline";
            case QUEUE_AGE -> "Messages have been waiting in the queue for long";
            case DEAD_LETTERS -> "There are dead letters";
            case DISK -> "The main server's disk is nearly full";
            case FAILED_LOGINS -> "Many log-ins have failed within an hour";
            case AUDIT -> "The audit log is not whole";
        };
    }

    private static String persian(AlertKind kind) {
        return switch (kind) {
            case CERTIFICATE_CLIENT -> "گواهی‌نامهٔ یک کلاینت رو به انقضا است";
            case CERTIFICATE_PROXY -> "گواهی‌نامهٔ یک پراکسی رو به انقضا است";
            case CERTIFICATE_WORKER -> "گواهی‌نامهٔ یک پردازشگر رو به انقضا است";
            case CERTIFICATE_SERVER -> "گواهی‌نامهٔ سرور اصلی رو به انقضا است";
            case CERTIFICATE_PORTAL -> "گواهی‌نامهٔ پورتال رو به انقضا است";
            case CERTIFICATE_AUTHORITY -> "گواهی‌نامهٔ یک مرجع صدور گواهی رو به انقضا است";
            case USER -> "حساب یک کاربر رو به انقضا است";
            case PROXY_OFFLINE -> "ارتباط یک پراکسی قطع است";
            case QUEUE_AGE -> "پیام‌ها مدت زیادی در صف مانده‌اند";
            case DEAD_LETTERS -> "پیام تحویل‌نشدنی وجود دارد";
            case DISK -> "دیسک سرور اصلی رو به پر شدن است";
            case FAILED_LOGINS -> "ورودهای ناموفق زیادی در یک ساعت رخ داده است";
            case AUDIT -> "گزارش ممیزی کامل نیست";
        };
    }

    /** Before the subject of a mail. */
    static String mark(AlertLevel level, Change change, Language language) {
        if (change == Change.CLEARED) {
            return language == Language.FA ? "رفع هشدار" : "All clear";
        }
        return switch (level) {
            case INFO -> language == Language.FA ? "آگاهی" : "Notice";
            case WARNING -> language == Language.FA ? "هشدار" : "Warning";
            case CRITICAL -> language == Language.FA ? "هشدار بحرانی" : "Critical";
        };
    }

    /** Below the heading. */
    static String explanation(Change change, Language language) {
        return switch (change) {
            case RAISED -> language == Language.FA ? "این وضعیت تازه پیش آمده است:" : "This is new:";
            case REPEATED -> language == Language.FA ? "این وضعیت هنوز برقرار است:" : "This is still so:";
            case CLEARED -> language == Language.FA ? "این وضعیت دیگر برقرار نیست:" : "This is no longer so:";
        };
    }

    static String others(int count, Language language) {
        return language == Language.FA
                ? "و " + count + " مورد دیگر؛ فهرست کامل در پورتال و با فرمان ./broker alert list دیده می‌شود."
                : "And " + count + " more; ./broker alert list and the portal show all.";
    }
}
