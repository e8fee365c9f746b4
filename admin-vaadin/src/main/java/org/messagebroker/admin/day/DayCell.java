package org.messagebroker.admin.day;

import com.vaadin.flow.component.html.TableDataCell;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.api.JalaliDate;

/** A place for a day on a month's sheet; empty before the first day and behind the last. */
final class DayCell extends TableDataCell {

    private Optional<LocalDate> day = Optional.empty();
    private Function<LocalDate, String> number = LocalDate::toString;
    private Function<LocalDate, String> name = LocalDate::toString;

    DayCell(Consumer<LocalDate> choose) {
        addClickListener(click -> day.ifPresent(choose));
    }

    /** @param name what is read out for a day */
    void say(Formats formats, Function<LocalDate, String> name) {
        this.number = date -> formats.number(JalaliDate.of(date).day());
        this.name = name;
        write();
    }

    void show(Optional<LocalDate> day, LocalDate focused, Optional<LocalDate> chosen, LocalDate today) {
        this.day = day;
        write();
        attribute("data-day", day.map(LocalDate::toString));
        attribute("tabindex", day.map(date -> date.equals(focused) ? "0" : "-1"));
        attribute("aria-selected", day.map(date -> Boolean.toString(chosen.equals(day))));
        attribute("aria-current", day.filter(today::equals).map(date -> "date"));
    }

    void focusIf(LocalDate wanted) {
        if (day.filter(wanted::equals).isPresent()) {
            getElement().executeJs("this.focus()");
        }
    }

    private void write() {
        setText(day.map(number).orElse(""));
        attribute("aria-label", day.map(name));
    }

    private void attribute(String name, Optional<String> value) {
        value.ifPresentOrElse(
                text -> getElement().setAttribute(name, text),
                () -> getElement().removeAttribute(name));
    }
}
