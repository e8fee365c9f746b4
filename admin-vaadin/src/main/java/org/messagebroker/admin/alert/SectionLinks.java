package org.messagebroker.admin.alert;

import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import java.util.Arrays;
import java.util.List;

/** Leads to the parts of the page, of which one is shown. */
final class SectionLinks extends Nav {

    private final List<SectionLink> links =
            Arrays.stream(Section.values()).map(SectionLink::new).toList();

    SectionLinks() {
        setId("alerts-sections");
        addClassName("section-links");
        links.forEach(this::add);
    }

    /** Marks the one that is shown, and offers the rules only to who may read them. */
    void show(Section shown, boolean mayReadRules) {
        links.forEach(link -> {
            link.setVisible(link.section != Section.RULES || mayReadRules);
            link.mark(link.section == shown);
        });
    }

    /** Writes every word anew. */
    void say() {
        getElement().setAttribute("aria-label", getTranslation("alerts.title"));
        links.forEach(link -> link.setText(getTranslation("alerts.section." + link.section.tag())));
    }

    /** Leads to one of them. */
    private static final class SectionLink extends RouterLink {

        private final Section section;

        SectionLink(Section section) {
            super(AlertsView.class);
            this.section = section;
            setId("alerts-show-" + section.tag());
            setQueryParameters(QueryParameters.of(Section.NAME, section.tag()));
        }

        void mark(boolean shown) {
            if (shown) {
                getElement().setAttribute("aria-current", "page");
            } else {
                getElement().removeAttribute("aria-current");
            }
        }
    }
}
