package org.messagebroker.admin.page;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.clipboard.Clipboard;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;

/**
 * Something to be pasted elsewhere, such as a key or commands, with a button that copies it. The browser copies it while
 * it handles the click, as some allow it at no other time, and says whether it did.
 */
public final class Copyable extends Div {

    /** @param label what it is, in the language of the page */
    public Copyable(String id, String label, String content) {
        addClassName("copyable");
        Pre text = new Pre(content);
        text.setId(id);
        text.getElement().setAttribute("dir", "ltr");
        text.getElement().setAttribute("tabindex", "0");
        text.getElement().setAttribute("aria-label", label);
        text.getElement().setAttribute("role", "group");
        Button copy = new Button(getTranslation("copy.submit"), VaadinIcon.COPY.create());
        copy.setId(id + "-copy");
        copy.setAriaLabel(getTranslation("copy.of", label));
        Clipboard.onClick(copy).writeText(content, copied -> done(), refused -> failed());
        add(new Div(new Span(label), copy), text);
    }

    private void done() {
        Outcome.done(getTranslation("copy.done"));
    }

    private void failed() {
        Outcome.failed(getTranslation("copy.failed"));
    }
}
