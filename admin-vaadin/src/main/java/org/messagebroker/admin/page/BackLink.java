package org.messagebroker.admin.page;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.RouterLink;

/** Leads from one thing back to the list of all. */
public final class BackLink extends RouterLink {

    private final String name;
    private final Span text = new Span();

    /** @param name of the list's words */
    public BackLink(String name, Class<? extends Component> list) {
        super(list);
        this.name = name;
        setId("back");
        addClassName("back-link");
        Icon arrow = VaadinIcon.ARROW_LEFT.create();
        arrow.addClassName("directed");
        arrow.getElement().setAttribute("aria-hidden", "true");
        add(arrow, text);
    }

    /** Writes it in the page's language. */
    public void say() {
        text.setText(getTranslation(name + ".title"));
    }
}
