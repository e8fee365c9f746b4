package org.messagebroker.admin.dashboard;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import java.util.Locale;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.api.ProxyView;

/** What waits in the queue, and how the proxies are. */
final class QueueCard extends Section {

    private final H2 title = new H2();
    private final Div content = new Div();

    QueueCard() {
        setId("queue");
        addClassName("card");
        content.addClassName("period-content");
        add(title, content);
    }

    void show(Overview overview, Formats formats) {
        title.setText(getTranslation("dashboard.queue"));
        content.removeAll();
        Overview.Queue queue = overview.queue();
        Span depth = new Span(queue.depth().map(formats::number).orElse("—"));
        depth.setId("queue-depth");
        depth.addClassName("figure");
        Span oldest = new Span(queue.oldestSeconds()
                .filter(seconds -> queue.depth().orElse(0L) > 0)
                .map(seconds -> getTranslation("dashboard.oldest", formats.elapsed(seconds)))
                .orElseGet(() -> getTranslation("dashboard.nothing-waits")));
        oldest.addClassName("secondary");
        Div line = new Div(depth, oldest);
        line.addClassName("figure-line");
        content.add(line, proxies(overview.proxies().orElse(List.of())));
    }

    private Component proxies(List<Overview.Glance> all) {
        UnorderedList list = new UnorderedList();
        list.setId("proxies-glance");
        list.addClassName("glances");
        list.getElement().setAttribute("aria-label", getTranslation("dashboard.proxies"));
        all.forEach(proxy -> list.add(glance(proxy)));
        return list;
    }

    private ListItem glance(Overview.Glance proxy) {
        Span dot = new Span();
        dot.addClassName("dot");
        dot.getElement().setAttribute("data-state", wire(proxy.state()));
        Span state = new Span(getTranslation("proxies.state." + wire(proxy.state())));
        state.addClassName("secondary");
        ListItem item = new ListItem(dot, Foreign.ltr(proxy.name()), state);
        proxy.reason().ifPresent(reason -> item.add(Foreign.english(reason)));
        return item;
    }

    private static String wire(ProxyView.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
