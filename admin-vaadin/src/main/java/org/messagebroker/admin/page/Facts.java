package org.messagebroker.admin.page;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Span;

/** What is known of something, one line for each. */
public final class Facts extends DescriptionList {

    /** None yet. */
    public Facts() {
        addClassName("facts");
    }

    /**
     * One more.
     *
     * @param key of the words that name it
     */
    public Facts fact(String key, Component value) {
        return named(getTranslation(key), value);
    }

    /** One more, in the language of the page. */
    public Facts fact(String key, String value) {
        return fact(key, new Span(value));
    }

    /** One more, whose name is no word of ours. */
    public Facts named(String name, Component value) {
        add(new Term(name), new Description(value));
        return this;
    }
}
