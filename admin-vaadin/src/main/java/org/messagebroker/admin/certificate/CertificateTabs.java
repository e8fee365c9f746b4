package org.messagebroker.admin.certificate;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.HighlightConditions;
import com.vaadin.flow.router.RouterLink;
import java.util.LinkedHashMap;
import java.util.Map;

/** The way between the pages about certificates. */
final class CertificateTabs extends Nav implements LocaleChangeObserver {

    private final Map<String, RouterLink> links = new LinkedHashMap<>();

    CertificateTabs() {
        addClassName("tabs");
        link("list", CertificatesView.class);
        link("expiring", ExpiringView.class);
        link("authorities", AuthoritiesView.class);
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        getElement().setAttribute("aria-label", getTranslation("certificates.title"));
        links.forEach((name, link) -> link.setText(getTranslation("certificates.tab." + name)));
    }

    private void link(String name, Class<? extends Component> page) {
        RouterLink link = new RouterLink("", page);
        link.setId("tab-" + name);
        link.setHighlightCondition(HighlightConditions.sameLocation());
        link.setHighlightAction((shown, highlight) -> {
            if (highlight) {
                shown.getElement().setAttribute("aria-current", "page");
            } else {
                shown.getElement().removeAttribute("aria-current");
            }
        });
        links.put(name, link);
        add(link);
    }
}
