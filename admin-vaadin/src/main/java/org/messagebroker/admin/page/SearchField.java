package org.messagebroker.admin.page;

import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.Optional;
import java.util.function.Consumer;

/** A field to search with, which the key {@code /} leads to. */
public final class SearchField extends TextField {

    /** @param changed what is looked for, a moment after the person has stopped to type */
    public SearchField(String id, Consumer<Optional<String>> changed) {
        setId(id);
        addClassNames("search-field");
        setPrefixComponent(VaadinIcon.SEARCH.create());
        setClearButtonVisible(true);
        setValueChangeMode(ValueChangeMode.LAZY);
        addValueChangeListener(change -> {
            if (change.isFromClient()) {
                changed.accept(Optional.of(getValue().strip()).filter(text -> !text.isEmpty()));
            }
        });
    }

    /** Says what can be looked for. */
    public void say(String words) {
        setAriaLabel(words);
        setPlaceholder(words);
    }

    /** Shows what is looked for. */
    public void show(Optional<String> text) {
        setValue(text.orElse(""));
    }
}
