package org.messagebroker.admin.page;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import java.util.function.Consumer;
import org.messagebroker.admin.login.LoginMemory;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.Refusal;

/** Tells a person what became of what he asked for, in his language, at the edge of the page. */
public final class Outcome {

    private static final int SHORT_MS = 4000;
    private static final int LONG_MS = 10_000;

    private Outcome() {}

    /** Goes on with what the server gave; whatever else it said is told. */
    public static <T> void take(Answer<T> answer, Consumer<T> given) {
        UI ui = UI.getCurrentOrThrow();
        switch (answer) {
            case Answer.Given<T>(T value) -> given.accept(value);
            case Answer.SessionEnded<T> ended -> LoginMemory.endSession(ui);
            case Answer.Refused<T>(Refusal why) -> tell(reason(ui, why), why.message(), NotificationVariant.ERROR);
            case Answer.Unavailable<T> away ->
                tell(
                        ui.getTranslation("error.away.title"),
                        ui.getTranslation("error.away.text"),
                        NotificationVariant.ERROR);
        }
    }

    /** Goes on with what the server gave; whatever else it said is told in a box of the page. */
    public static <T> void take(Answer<T> answer, Notice notice, Consumer<T> given) {
        UI ui = UI.getCurrentOrThrow();
        switch (answer) {
            case Answer.Given<T>(T value) -> given.accept(value);
            case Answer.SessionEnded<T> ended -> LoginMemory.endSession(ui);
            case Answer.Refused<T>(Refusal why) ->
                notice.tell(Notice.Kind.ERROR, reason(ui, why), Foreign.english(why.message()));
            case Answer.Unavailable<T> away ->
                notice.tell(
                        Notice.Kind.ERROR, ui.getTranslation("error.away.title"), ui.getTranslation("error.away.text"));
        }
    }

    /** Tells that something is done. */
    public static void done(String words) {
        tell(words, "", NotificationVariant.SUCCESS);
    }

    /** Tells that something was not done, and what the person can do instead. */
    public static void failed(String words) {
        tell(words, "", NotificationVariant.ERROR);
    }

    /** What a refusal means, in the person's language; the server's own sentence says the rest. */
    public static String reason(UI ui, Refusal why) {
        return ui.getTranslation(
                switch (why.code()) {
                    case "authorization_error" -> "error.forbidden";
                    case "not_found" -> "error.missing";
                    case "conflict", "duplicate_request" -> "error.conflict";
                    case "rate_limit_exceeded", "account_locked" -> "error.often";
                    case "payload_too_large" -> "error.large";
                    default -> "error.invalid";
                });
    }

    private static void tell(String title, String text, NotificationVariant kind) {
        Notification notification = new Notification();
        notification.setPosition(Notification.Position.BOTTOM_END);
        notification.setDuration(kind == NotificationVariant.SUCCESS ? SHORT_MS : LONG_MS);
        notification.addThemeVariants(kind);
        notification.setAssertive(kind == NotificationVariant.ERROR);
        Div words = new Div(new Span(title));
        words.addClassName("toast");
        if (!text.isEmpty()) {
            words.add(Foreign.english(text));
        }
        notification.add(words);
        notification.open();
    }
}
