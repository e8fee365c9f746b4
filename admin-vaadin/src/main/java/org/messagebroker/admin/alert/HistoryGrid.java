package org.messagebroker.admin.alert;

import java.util.function.Supplier;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.CardGrid;
import org.messagebroker.api.AlertEvent;

/** The columns of what was told. */
final class HistoryGrid {

    private static final String EVENT = "<vaadin-badge theme=${item.theme}>${item.event}</vaadin-badge>";
    private static final String KIND = "<span>${item.kind}</span>";
    private static final String TEXT = "<bdi dir='ltr' lang='en' class='cut'>${item.text}</bdi>";
    private static final String TIME = "<span class='time'><span>${item.date}</span><span>${item.time}</span></span>";

    private HistoryGrid() {}

    static CardGrid<AlertEvent> create(Supplier<Formats> formats) {
        CardGrid<AlertEvent> grid = new CardGrid<>("history");
        return grid.property("date", event -> formats.get().date(event.at()))
                .property("time", event -> formats.get().time(event.at()))
                .property("event", event -> AlertNames.event(event.event()))
                .property("theme", event -> theme(event))
                .property("kind", event -> AlertNames.kind(event.kind()))
                .property("text", AlertEvent::text)
                .property("recipients", event -> recipients(event))
                .column("history.column.time", TIME, "12.5rem", 0)
                .column("history.column.event", EVENT, "8rem", 0)
                .column("history.column.kind", KIND, "13rem", 0)
                .column("history.column.text", TEXT, "16rem", 4)
                .column("history.column.recipients", "<bdi dir='ltr' class='cut'>${item.recipients}</bdi>", "12rem", 1)
                .card("<div>" + KIND + EVENT + "</div>" + TEXT + "<div class='secondary'>" + TIME + "</div>");
    }

    private static String theme(AlertEvent event) {
        return event.event() == AlertEvent.Change.CLEARED ? "success" : AlertNames.theme(event.level());
    }

    private static String recipients(AlertEvent event) {
        return event.recipients().isEmpty() ? "—" : String.join(", ", event.recipients());
    }
}
