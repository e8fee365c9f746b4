package org.messagebroker.admin.page;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import org.messagebroker.api.Permission;

/** A button that is there only for who may do what it does; it comes and goes as roles change. */
public final class WriteButton extends Button {

    /** The main thing that can be done at a page. */
    public WriteButton(String id, Permission permission, Runnable clicked) {
        setId(id);
        addThemeVariants(ButtonVariant.PRIMARY);
        addClickListener(click -> clicked.run());
        Allowed.show(this, permission);
    }
}
