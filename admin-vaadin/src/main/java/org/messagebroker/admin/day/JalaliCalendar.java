package org.messagebroker.admin.day;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.messagebroker.admin.language.Formats;

/** A month of the Solar Hijri calendar to choose a day from, with ways to other months and years. */
final class JalaliCalendar extends Div {

    private static final int YEAR = 12;

    private final Map<String, Button> buttons = new LinkedHashMap<>();
    private final Span title = new Span();
    private final JalaliSheet sheet;

    /** @param choose takes the day, or that there shall be none */
    JalaliCalendar(Consumer<Optional<LocalDate>> choose) {
        sheet = new JalaliSheet(day -> choose.accept(Optional.of(day)), this::head);
        addClassName("jalali-calendar");
        title.getElement().setAttribute("aria-live", "polite");
        Div head = new Div(
                turn("day.turn.year-back", VaadinIcon.ANGLE_DOUBLE_RIGHT, -YEAR),
                turn("day.turn.back", VaadinIcon.ANGLE_RIGHT, -1),
                title,
                turn("day.turn.on", VaadinIcon.ANGLE_LEFT, 1),
                turn("day.turn.year-on", VaadinIcon.ANGLE_DOUBLE_LEFT, YEAR));
        head.addClassName("calendar-head");
        Div foot = new Div(
                button("day.today", new Button(), () -> choose.accept(Optional.of(today()))),
                button("day.none", new Button(), () -> choose.accept(Optional.empty())));
        foot.addClassName("calendar-foot");
        add(head, sheet, foot);
    }

    /** Shows the month of the chosen day, or of today, with the focus on it. */
    void open(Optional<LocalDate> chosen) {
        sheet.open(chosen, today());
    }

    /** Writes every word anew. */
    void say(Formats formats) {
        sheet.say(formats);
        buttons.forEach((key, button) -> {
            String words = getTranslation(key);
            if (button.getIcon() == null) {
                button.setText(words);
            } else {
                button.setAriaLabel(words);
            }
        });
    }

    private void head(JalaliMonth month) {
        title.setText(
                getTranslation("day.month." + month.month()) + " " + formats().year(month.year()));
    }

    private Button turn(String key, VaadinIcon icon, int months) {
        return button(key, new Button(icon.create()), () -> sheet.turn(months));
    }

    private Button button(String key, Button button, Runnable act) {
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.addClickListener(click -> act.run());
        buttons.put(key, button);
        return button;
    }

    private static LocalDate today() {
        return LocalDate.now(formats().zone());
    }

    private static Formats formats() {
        return Formats.of(UI.getCurrentOrThrow());
    }
}
