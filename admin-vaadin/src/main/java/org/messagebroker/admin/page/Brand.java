package org.messagebroker.admin.page;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;

/** The sign and the name of the product. */
public final class Brand extends Div implements LocaleChangeObserver {

    private final Span name = new Span();

    /** The sign beside the name. */
    public Brand() {
        addClassName("brand");
        Image sign = new Image("images/sign.svg", "");
        sign.getElement().setAttribute("aria-hidden", "true");
        add(sign, name);
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        name.setText(getTranslation("brand.name"));
    }
}
