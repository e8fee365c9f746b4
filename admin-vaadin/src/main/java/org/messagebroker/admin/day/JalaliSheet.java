package org.messagebroker.admin.day;

import com.vaadin.flow.component.html.Table;
import com.vaadin.flow.component.html.TableCell;
import com.vaadin.flow.component.html.TableHeaderCell;
import com.vaadin.flow.component.html.TableRow;
import com.vaadin.flow.dom.DomEvent;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.api.JalaliDate;

/** The days of a month in weeks, one of them in focus; the pointer or {@link DayKeys} choose. */
final class JalaliSheet extends Table {

    private static final String KEY = "event.key";
    private static final String SHIFT = "event.shiftKey";

    private final Consumer<LocalDate> choose;
    private final Consumer<JalaliMonth> turned;
    private final List<TableHeaderCell> weekdays =
            Stream.generate(TableHeaderCell::new).limit(JalaliMonth.WEEK).toList();
    private final List<DayCell> cells;
    private Optional<LocalDate> chosen = Optional.empty();
    private LocalDate today = LocalDate.EPOCH;
    private LocalDate focused = LocalDate.EPOCH;

    /** @param turned is told which month is shown */
    JalaliSheet(Consumer<LocalDate> choose, Consumer<JalaliMonth> turned) {
        this.choose = choose;
        this.turned = turned;
        cells = Stream.generate(() -> new DayCell(choose))
                .limit(JalaliMonth.CELLS)
                .toList();
        getElement().setAttribute("role", "grid");
        getHead().add(row(weekdays));
        for (int first = 0; first < JalaliMonth.CELLS; first += JalaliMonth.WEEK) {
            getBody().add(row(cells.subList(first, first + JalaliMonth.WEEK)));
        }
        getElement()
                .addEventListener("keydown", this::press)
                .setFilter(DayKeys.OURS)
                .addEventData(KEY)
                .addEventData(SHIFT)
                .stopPropagation();
    }

    /** Shows the month of the chosen day, or of today, and brings the focus there. */
    void open(Optional<LocalDate> chosen, LocalDate today) {
        this.chosen = chosen;
        this.today = today;
        move(chosen.orElse(today));
    }

    /** Shows another month and leaves the focus where it is. */
    void turn(int months) {
        focused = DayKeys.turn(focused, months);
        show();
    }

    /** Writes every word anew. */
    void say(Formats formats) {
        IntStream.range(0, JalaliMonth.WEEK).forEach(weekday -> {
            TableHeaderCell head = weekdays.get(weekday);
            head.setText(getTranslation("day.short." + weekday));
            head.getElement().setAttribute("abbr", getTranslation("day.week." + weekday));
        });
        cells.forEach(cell -> cell.say(formats, day -> name(day, formats)));
    }

    private static TableRow row(List<? extends TableCell> cells) {
        TableRow row = new TableRow();
        cells.forEach(row::add);
        return row;
    }

    private void press(DomEvent event) {
        String key = event.getEventData().get(KEY).asString();
        if (DayKeys.chooses(key)) {
            choose.accept(focused);
        } else {
            move(DayKeys.follow(key, event.getEventData().get(SHIFT).asBoolean(), focused));
        }
    }

    private void move(LocalDate day) {
        focused = day;
        show();
        cells.forEach(cell -> cell.focusIf(day));
    }

    private void show() {
        JalaliMonth month = JalaliMonth.of(focused);
        IntStream.range(0, JalaliMonth.CELLS)
                .forEach(place -> cells.get(place).show(month.at(place), focused, chosen, today));
        turned.accept(month);
    }

    private String name(LocalDate day, Formats formats) {
        JalaliDate date = JalaliDate.of(day);
        return getTranslation(
                "day.name",
                getTranslation("day.week." + JalaliMonth.weekday(day)),
                formats.number(date.day()),
                getTranslation("day.month." + date.month()),
                formats.year(date.year()));
    }
}
