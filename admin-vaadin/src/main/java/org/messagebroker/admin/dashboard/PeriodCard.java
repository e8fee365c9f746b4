package org.messagebroker.admin.dashboard;

import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Facts;
import org.messagebroker.api.StatisticsReport.Figures;

/** How many messages of a period were accepted, delivered and failed. */
final class PeriodCard extends Section {

    private final Period period;
    private final H2 title = new H2();
    private final Div content = new Div();

    PeriodCard(Period period) {
        this.period = period;
        setId("period-" + wire());
        addClassName("card");
        content.addClassName("period-content");
        add(title, content);
    }

    /** @param counts of every period */
    void show(Map<Period, Overview.Count> counts, Formats formats) {
        Overview.Count count = Optional.ofNullable(counts.get(period)).orElseThrow();
        title.setText(getTranslation("dashboard.period." + wire()));
        content.removeAll();
        content.add(accepted(count, formats), parts(count.now(), formats));
    }

    private Div accepted(Overview.Count count, Formats formats) {
        Span figure = new Span(formats.number(count.now().messages()));
        figure.addClassName("figure");
        Span unit = new Span(getTranslation("dashboard.accepted"));
        unit.addClassName("secondary");
        Div line = new Div(figure, unit);
        line.addClassName("figure-line");
        count.change().ifPresent(percent -> line.add(change(percent, formats)));
        return line;
    }

    private Badge change(double percent, Formats formats) {
        Badge badge = new Badge(formats.change(percent));
        String words = getTranslation("dashboard.change." + wire());
        badge.getElement().setAttribute("title", words);
        badge.getElement().setAttribute("aria-label", formats.change(percent) + " " + words);
        badge.getElement().setAttribute("role", "img");
        return badge;
    }

    private Facts parts(Figures figures, Formats formats) {
        Facts list = new Facts();
        list.addClassName("figures");
        return list.fact("status.delivered", formats.number(figures.delivered()))
                .fact("status.failed", formats.number(figures.failed()))
                .fact("dashboard.waiting", formats.number(figures.queued() + figures.processing()));
    }

    private String wire() {
        return period.name().toLowerCase(Locale.ROOT);
    }
}
