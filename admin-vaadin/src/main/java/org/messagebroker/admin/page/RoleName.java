package org.messagebroker.admin.page;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;

/** What a role is called: those of the house have a name in every language, others are called as they were created. */
public final class RoleName {

    private RoleName() {}

    /** Its name in the language of the page. */
    public static String of(String role) {
        UI ui = UI.getCurrentOrThrow();
        return switch (role) {
            case "super_admin" -> ui.getTranslation("role.super_admin");
            case "admin" -> ui.getTranslation("role.admin");
            case "user_manager" -> ui.getTranslation("role.user_manager");
            case "auditor" -> ui.getTranslation("role.auditor");
            case "user" -> ui.getTranslation("role.user");
            default -> role;
        };
    }

    /** The same as a component. */
    public static Component shown(String role) {
        return Foreign.own(of(role));
    }
}
