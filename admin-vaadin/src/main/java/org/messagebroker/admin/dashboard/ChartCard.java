package org.messagebroker.admin.dashboard;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Table;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.messagebroker.admin.language.Formats;

/** A chart with its title, and the same numbers as a table. */
final class ChartCard extends Section {

    private final String name;
    private final H2 title = new H2();
    private final Chart chart = new Chart();
    private final Details table = new Details();

    /** @param name of its words: {@code <name>.title} */
    ChartCard(String name, String id) {
        this.name = name;
        setId(id);
        addClassNames("card", "chart-card");
        table.setId(id + "-table");
        add(title, chart, table);
    }

    /** Shows other numbers. */
    void show(ChartModel model, Formats formats) {
        title.setText(getTranslation(name + ".title"));
        chart.show(model, getTranslation("dashboard.chart.label", title.getText()));
        table.setSummaryText(getTranslation("dashboard.chart.table"));
        table.removeAll();
        table.add(scrolled(rows(model, formats)));
    }

    private Div scrolled(Table rows) {
        Div frame = new Div(rows);
        frame.addClassName("chart-table");
        frame.getElement().setAttribute("tabindex", "0");
        frame.getElement().setAttribute("role", "region");
        frame.getElement().setAttribute("aria-label", title.getText());
        return frame;
    }

    private Table rows(ChartModel model, Formats formats) {
        Table rows = new Table();
        List<String> names =
                model.series().stream().map(ChartModel.Series::name).toList();
        rows.addHeaderRow(Stream.concat(Stream.of(getTranslation("dashboard.chart.time")), names.stream())
                .toList());
        IntStream.range(0, model.labels().size())
                .forEach(piece -> rows.addRowWithHeader(model.labels().get(piece), values(model, piece, formats)));
        return rows;
    }

    private static List<String> values(ChartModel model, int piece, Formats formats) {
        return model.series().stream()
                .map(series -> formats.number(series.values().get(piece)) + " " + model.unit())
                .map(String::strip)
                .toList();
    }
}
