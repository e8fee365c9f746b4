package org.messagebroker.admin.page;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Cards of what comes and goes. A card stays while its subject does and only shows it anew, so that what a person has reached
 * with the keyboard keeps the focus, and a click under way is not lost.
 *
 * @param <T> the subject
 * @param <C> its card
 */
public final class KeptCards<T, C extends Component> extends Div {

    private final Function<T, String> name;
    private final Function<T, C> creator;
    private final BiConsumer<C, T> shower;
    private Map<String, C> kept = Map.of();

    /**
     * @param name tells subjects apart
     * @param creator makes a card that shows nothing yet
     * @param shower shows its subject in a card, often
     */
    public KeptCards(Function<T, String> name, Function<T, C> creator, BiConsumer<C, T> shower) {
        this.name = name;
        this.creator = creator;
        this.shower = shower;
    }

    /** One card for each, in this order. */
    public void show(List<T> subjects) {
        Map<String, C> cards = new LinkedHashMap<>();
        subjects.forEach(subject -> cards.put(name.apply(subject), card(subject)));
        if (!List.copyOf(kept.keySet()).equals(List.copyOf(cards.keySet()))) {
            removeAll();
            cards.values().forEach(this::add);
            kept = cards;
        }
        subjects.forEach(subject -> shower.accept(card(subject), subject));
    }

    private C card(T subject) {
        return Optional.ofNullable(kept.get(name.apply(subject))).orElseGet(() -> creator.apply(subject));
    }
}
