package org.messagebroker.admin.day;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import com.vaadin.flow.component.textfield.TextField;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import org.messagebroker.admin.language.Formats;

/** A day of the Solar Hijri calendar, typed such as {@code ۱۴۰۵/۰۹/۰۵} or chosen in a calendar that pops up. */
final class JalaliField extends Div {

    private final Runnable changed;
    private final TextField input = new TextField();
    private final Button opener = new Button(VaadinIcon.CALENDAR.create());
    private final JalaliCalendar calendar = new JalaliCalendar(this::choose);
    private final Popover popover = new Popover(calendar);
    private Optional<LocalDate> chosen = Optional.empty();
    private Function<LocalDate, String> written = LocalDate::toString;

    /** @param changed is told when the person has given another day, or none */
    JalaliField(Runnable changed) {
        this.changed = changed;
        addClassName("jalali-field");
        input.setClearButtonVisible(true);
        input.setSuffixComponent(opener);
        input.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                type(change.getValue());
            }
        });
        input.addKeyDownListener(Key.ARROW_DOWN, press -> popover.open());
        opener.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        popover.setTarget(opener);
        popover.setPosition(PopoverPosition.BOTTOM_END);
        popover.addOpenedChangeListener(change -> {
            if (change.isOpened()) {
                calendar.open(chosen);
            }
        });
        add(input, popover);
    }

    void setLabel(String label) {
        input.setAriaLabel(label);
        popover.setAriaLabel(label);
    }

    /** Writes every word anew. */
    void say(Formats formats) {
        input.setPlaceholder(getTranslation("day.example"));
        input.setErrorMessage(getTranslation("day.invalid"));
        opener.setAriaLabel(getTranslation("day.open"));
        calendar.say(formats);
        written = formats::date;
    }

    void show(Optional<LocalDate> day) {
        chosen = day;
        input.setInvalid(false);
        input.setValue(day.map(written).orElse(""));
    }

    Optional<LocalDate> chosen() {
        return chosen;
    }

    /** Whether what is typed is no day. */
    boolean isInvalid() {
        return input.isInvalid();
    }

    private void choose(Optional<LocalDate> day) {
        popover.close();
        input.focus();
        show(day);
        changed.run();
    }

    /** The day stays what it was while nothing readable is typed. */
    private void type(String text) {
        Optional<LocalDate> day = JalaliText.parse(text);
        if (day.isEmpty() && !text.isBlank()) {
            input.setInvalid(true);
        } else {
            show(day);
            changed.run();
        }
    }
}
