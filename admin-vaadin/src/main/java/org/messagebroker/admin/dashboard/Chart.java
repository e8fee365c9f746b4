package org.messagebroker.admin.dashboard;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;

/** Draws numbers over time. Read out, it is one picture; its numbers stand in a table beside it. */
@Tag("broker-chart")
@NpmPackage(value = "echarts", version = "6.1.0")
@JsModule("./broker-chart.js")
final class Chart extends Component implements HasSize {

    Chart() {
        getElement().setAttribute("role", "img");
    }

    /** @param words what the picture shows */
    void show(ChartModel model, String words) {
        getElement().setAttribute("aria-label", words);
        getElement().setPropertyBean("model", model);
    }
}
