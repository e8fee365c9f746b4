package org.messagebroker.admin.page;

import com.vaadin.flow.component.select.Select;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Chooses one of several, or all of them.
 *
 * @param <T> what is chosen
 */
public final class ChoiceFilter<T> extends Select<T> {

    /** @param changed the choice of the person, absent for all */
    public ChoiceFilter(String id, List<T> items, Consumer<Optional<T>> changed) {
        setId(id);
        setItems(items);
        setEmptySelectionAllowed(true);
        addValueChangeListener(change -> {
            if (change.isFromClient()) {
                changed.accept(getOptionalValue());
            }
        });
    }

    /** Says what is chosen and how each is called. */
    public void say(String label, String all, Function<T, String> names) {
        setAriaLabel(label);
        setPlaceholder(all);
        setEmptySelectionCaption(all);
        setItemLabelGenerator(item -> item == null ? all : names.apply(item));
    }

    /** Shows a choice. */
    public void show(Optional<T> choice) {
        setValue(choice.orElse(null));
    }
}
