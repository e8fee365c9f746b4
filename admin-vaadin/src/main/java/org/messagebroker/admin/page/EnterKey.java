package org.messagebroker.admin.page;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;

/**
 * What the Enter key does in a form: in a line of text it sends the form, anywhere else what it does there. A shortcut of the
 * button would take it from every other button of the form, so that who chose to cancel would send.
 */
public final class EnterKey {

    private EnterKey() {}

    /** The button, which has an id, is pressed by Enter in a line of the form. */
    public static void presses(Button submit, Component form) {
        form.getElement().setAttribute("data-enter-presses", submit.getId().orElseThrow());
    }
}
