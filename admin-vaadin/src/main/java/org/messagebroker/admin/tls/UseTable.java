package org.messagebroker.admin.tls;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.Table;
import com.vaadin.flow.component.html.TableRow;
import java.util.List;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.api.TlsStatus.Use;

/** Who negotiated what. It may be wider than the screen, and is scrolled then. */
final class UseTable extends Div {

    private static final List<String> COLUMNS = List.of("peer", "protocol", "cipher", "connections", "last");

    UseTable(List<Use> uses, Formats formats) {
        addClassName("table-frame");
        getElement().setAttribute("tabindex", "0");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", getTranslation("tls.report"));
        if (uses.isEmpty()) {
            add(new Span(getTranslation("tls.report.none")));
            return;
        }
        Table table = new Table();
        table.addClassName("plain-table");
        TableRow head = table.addHeaderRow();
        COLUMNS.forEach(name -> head.addColumnHeaderCell(getTranslation("tls.column." + name)));
        uses.forEach(use -> fill(table.addRow(), use, formats));
        add(table);
    }

    private void fill(TableRow row, Use use, Formats formats) {
        row.addDataCell(peer(use.peer()));
        row.addDataCell(Foreign.ltr(use.protocol()));
        row.addDataCell(Foreign.ltr(use.cipher()));
        row.addDataCell(formats.number(use.connections()));
        row.addDataCell(formats.dateTime(use.lastAt()));
    }

    private Component peer(String peer) {
        return peer.isEmpty() ? new Span(getTranslation("tls.anybody")) : Foreign.ltr(peer);
    }
}
