package org.messagebroker.admin.page;

import com.vaadin.flow.component.html.Div;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What a list is narrowed by: a text to search for, and choices; each is kept in the address under its own name. */
public final class Toolbar extends Div {

    private static final String SEARCH = "search";

    private final String name;
    private final BiConsumer<String, Optional<String>> changed;
    private final SearchField search;
    private final Map<String, ChoiceFilter<String>> choices = new LinkedHashMap<>();

    /**
     * @param name of its words: {@code <name>.filter.search}, {@code <name>.filter.<choice>}
     * @param changed is told the parameter and its new value when the person has changed it
     */
    public Toolbar(String name, BiConsumer<String, Optional<String>> changed) {
        this.name = name;
        this.changed = changed;
        addClassName("toolbar");
        search = new SearchField(SEARCH, text -> changed.accept(SEARCH, text));
        add(search);
    }

    /** A choice among these; the words of each are {@code <name>.<choice>.<value>}. */
    public Toolbar choice(String choice, String... values) {
        ChoiceFilter<String> filter =
                new ChoiceFilter<>(choice, List.of(values), value -> changed.accept(choice, value));
        choices.put(choice, filter);
        add(filter);
        return this;
    }

    /** Shows what is asked for. */
    public void show(Asked asked) {
        search.show(asked.get(SEARCH));
        choices.forEach((choice, filter) -> filter.show(asked.get(choice).filter(filter.getListDataView()::contains)));
    }

    /** Writes the words anew. */
    public void say() {
        search.say(getTranslation(name + ".filter.search"));
        choices.forEach((choice, filter) -> {
            String label = getTranslation(name + ".filter." + choice);
            filter.say(
                    label,
                    label + ": " + getTranslation(name + ".filter.every"),
                    value -> getTranslation(name + "." + choice + "." + value));
        });
    }
}
