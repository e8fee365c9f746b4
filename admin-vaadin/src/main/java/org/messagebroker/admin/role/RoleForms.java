package org.messagebroker.admin.role;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.messagebroker.admin.page.Confirm;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.admin.page.FormDialog;
import org.messagebroker.admin.page.Required;
import org.messagebroker.admin.server.Nothing;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.admin.server.RoleClient;
import org.messagebroker.api.RoleCloneOrder;
import org.messagebroker.api.RoleOrder;
import org.messagebroker.api.RoleView;

/** Asks for what is to become of a role. */
final class RoleForms {

    private static final int LONGEST = 255;

    private final RoleClient roles;
    private final PortalSession session;

    RoleForms(RoleClient roles, PortalSession session) {
        this.roles = roles;
        this.session = session;
    }

    /** Makes one that permits nothing yet. */
    void create(Consumer<RoleView> done) {
        TextField name = name();
        TextField description = description("");
        new FormDialog("role.create", name, description)
                .validatedBy(() -> Required.isFilled(name))
                .open(
                        () -> roles.create(
                                session,
                                new RoleOrder(Optional.of(text(name)), Optional.of(text(description)), List.of())),
                        done);
    }

    void clone(RoleView from, Consumer<RoleView> done) {
        TextField name = name();
        TextField description = description(from.description());
        new FormDialog("role.clone", name, description)
                .validatedBy(() -> Required.isFilled(name))
                .open(
                        () -> roles.clone(
                                session, from.name(), new RoleCloneOrder(text(name), Optional.of(text(description)))),
                        done);
    }

    void describe(RoleView role, Consumer<RoleView> done) {
        TextField description = description(role.description());
        new FormDialog("role.describe", description)
                .open(
                        () -> roles.change(
                                session,
                                role.name(),
                                new RoleOrder(Optional.empty(), Optional.of(text(description)), role.permissions())),
                        done);
    }

    void delete(RoleView role, Consumer<Nothing> done) {
        Confirm.typing(
                "role.delete",
                role.name(),
                () -> roles.delete(session, role.name()),
                done,
                Foreign.isolated(role.name()));
    }

    private static TextField name() {
        TextField field = Required.mark(new TextField(say("role.name")));
        field.setId("role-name");
        field.addClassName("ltr-field");
        field.setHelperText(say("role.name.hint"));
        return field;
    }

    private static TextField description(String text) {
        TextField field = new TextField(say("role.description"));
        field.setId("role-description");
        field.setMaxLength(LONGEST);
        field.setValue(text);
        return field;
    }

    private static String text(TextField field) {
        return field.getValue().strip();
    }

    private static String say(String key) {
        return UI.getCurrentOrThrow().getTranslation(key);
    }
}
