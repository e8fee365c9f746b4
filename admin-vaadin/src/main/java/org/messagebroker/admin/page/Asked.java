package org.messagebroker.admin.page;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ValueRange;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a person asks a page for, as it stands in the address: it can be kept, sent to others, and left again with the
 * browser's button.
 *
 * @param values none of them empty
 */
public record Asked(Map<String, String> values) {

    private static final ValueRange YEARS = ValueRange.of(1900, 2200);

    public Asked {
        values = Map.copyOf(values);
    }

    /** What an address asks for; of a repeated parameter the first. */
    public static Asked of(Location location) {
        Map<String, String> values = new TreeMap<>();
        location.getQueryParameters().getParameters().forEach((name, all) -> values.put(name, all.getFirst()));
        values.values().removeIf(String::isBlank);
        return new Asked(values);
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The value, when it means something; people edit addresses. */
    public <T> Optional<T> get(String name, Function<String, Optional<T>> read) {
        return get(name).flatMap(read);
    }

    /** A day such as {@code 2026-11-26}, of a year that both calendars know. */
    public Optional<LocalDate> day(String name) {
        return get(name, text -> {
            try {
                return Optional.of(LocalDate.parse(text)).filter(day -> YEARS.isValidIntValue(day.getYear()));
            } catch (DateTimeParseException edited) {
                return Optional.empty();
            }
        });
    }

    /** With another value, or without one. */
    public Asked with(String name, Optional<?> value) {
        Map<String, String> changed = new TreeMap<>(values);
        changed.remove(name);
        value.map(String::valueOf).filter(text -> !text.isBlank()).ifPresent(text -> changed.put(name, text));
        return new Asked(changed);
    }

    /** Leads to a page that shows this. */
    public void open(UI ui, Class<? extends Component> page) {
        if (!of(ui.getActiveViewLocation()).equals(this)) {
            ui.navigate(page, QueryParameters.simple(values));
        }
    }
}
