package org.messagebroker.admin.proxy;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.router.RouteParam;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.RouterLink;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.api.ProxyView;

/** A proxy at a glance. */
final class ProxyCard extends Div {

    private final Div state = new Div();
    private final Div facts = new Div();

    ProxyCard(String name) {
        addClassNames("card", "proxy-card");
        getElement().setAttribute("data-proxy", name);
        RouterLink link = new RouterLink("", ProxyPageView.class, new RouteParameters(new RouteParam("name", name)));
        link.add(Foreign.ltr(name));
        Div head = new Div(new H2(link), state);
        head.addClassName("detail-head");
        add(head, facts);
    }

    void show(ProxyView proxy, Formats formats) {
        getElement().setAttribute("data-state", ProxyFacts.word(proxy.state()));
        state.removeAll();
        state.add(ProxyFacts.badge(this, proxy));
        facts.removeAll();
        proxy.reason().ifPresent(why -> facts.add(ProxyFacts.reason(why)));
        facts.add(ProxyFacts.glance(this, formats, proxy));
    }
}
