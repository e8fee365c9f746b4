package org.messagebroker.admin.audit;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.dom.Element;
import java.util.List;
import org.messagebroker.admin.page.Foreign;

/** What was before and after an act, side by side; what differs stands out. */
final class ChangeTable extends Div {

    ChangeTable(List<Difference> differences) {
        setId("act-changes");
        addClassName("change-table");
        Element body = new Element("tbody");
        differences.forEach(each -> body.appendChild(row(each)));
        getElement().appendChild(new Element("table").appendChild(head(), body));
    }

    private Element head() {
        Element row =
                new Element("tr").appendChild(heading("act.particular"), heading("act.before"), heading("act.after"));
        return new Element("thead").appendChild(row);
    }

    private Element heading(String key) {
        return new Element("th").setAttribute("scope", "col").setText(getTranslation(key));
    }

    private static Element row(Difference each) {
        Element name = new Element("th").setAttribute("scope", "row").appendChild(latin(each.name()));
        Element row = new Element("tr").appendChild(name, cell(each.before()), cell(each.after()));
        row.getClassList().set("changed", each.isChange());
        return row;
    }

    private static Element cell(String text) {
        return new Element("td").appendChild(latin(text.isEmpty() ? "—" : text));
    }

    private static Element latin(String text) {
        return Foreign.ltr(text).getElement();
    }
}
