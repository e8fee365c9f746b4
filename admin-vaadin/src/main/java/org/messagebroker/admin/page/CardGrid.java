package org.messagebroker.admin.page;

import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.dependency.Uses;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.function.ValueProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table whose rows are cards on a narrow screen. Cells are templates in which {@code ${item.name}} stands for a property.
 *
 * @param <T> a row
 */
@Uses(Badge.class)
public final class CardGrid<T> extends Grid<T> {

    private final String name;
    private final Map<String, ValueProvider<T, ?>> properties = new LinkedHashMap<>();
    private final Map<String, Column<T>> wide = new LinkedHashMap<>();
    private final List<Column<T>> cards = new ArrayList<>();
    private SerializableConsumer<T> opened = row -> {};

    /** @param name of its words: {@code <name>.title} */
    public CardGrid(String name) {
        this.name = name;
        setId(name + "-grid");
        addClassName("card-grid");
        addThemeVariants(GridVariant.NO_BORDER);
        setSelectionMode(SelectionMode.NONE);
        NarrowScreen.follow(this, this::fit);
    }

    /** Gives templates something to show; to be called before the columns that use it. */
    public CardGrid<T> property(String property, ValueProvider<T, ?> value) {
        properties.put(property, value);
        return this;
    }

    /** What {@code @click=${open}} in a template does; to be called before the columns that use it. */
    public CardGrid<T> onOpen(SerializableConsumer<T> act) {
        opened = act;
        return this;
    }

    /** @param column the key of its name; for wide screens */
    public CardGrid<T> column(String column, String template, String width, int grow) {
        wide.put(
                column,
                addColumn(renderer(template))
                        .setKey(column)
                        .setWidth(width)
                        .setFlexGrow(grow)
                        .setResizable(true));
        return this;
    }

    /** What a row is on a narrow screen. */
    public CardGrid<T> card(String template) {
        Column<T> card = addColumn(renderer("<div class='row-card'>" + template + "</div>"));
        card.setVisible(false);
        cards.add(card);
        return this;
    }

    /** Writes words, digits and dates anew. */
    public void say() {
        wide.forEach((column, shown) -> shown.setHeader(getTranslation(column)));
        cards.forEach(card -> card.setHeader(getTranslation(name + ".title")));
        getElement().setAttribute("aria-label", getTranslation(name + ".title"));
        getDataProvider().refreshAll();
    }

    private void fit(boolean narrow) {
        cards.forEach(card -> card.setVisible(narrow));
        wide.values().forEach(column -> column.setVisible(!narrow));
        getElement().setAttribute("data-narrow", String.valueOf(narrow));
    }

    private LitRenderer<T> renderer(String template) {
        LitRenderer<T> renderer = LitRenderer.of(template);
        properties.forEach((property, value) -> {
            if (template.contains("item." + property)) {
                renderer.withProperty(property, value);
            }
        });
        return renderer.withFunction("open", opened);
    }
}
