package org.messagebroker.admin.user;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.messagebroker.admin.day.DayField;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Confirm;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.admin.page.FormDialog;
import org.messagebroker.admin.page.Required;
import org.messagebroker.admin.page.RoleName;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.Nothing;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.admin.server.RoleClient;
import org.messagebroker.admin.server.UserClient;
import org.messagebroker.api.AccountChange;
import org.messagebroker.api.AccountOrder;
import org.messagebroker.api.AccountView;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.RoleView;
import org.messagebroker.api.SessionView;

/** Asks for what is to become of an account; what the server refuses stays to be corrected. */
final class UserForms {

    private static final String USUAL_ROLE = "user";

    private final UserClient users;
    private final RoleClient roles;
    private final PortalSession session;

    UserForms(UserClient users, RoleClient roles, PortalSession session) {
        this.users = users;
        this.roles = roles;
        this.session = session;
    }

    void create(Consumer<AccountView> done) {
        TextField email = Required.mark(latin(new TextField(say("user.email")), "user-email-field"));
        PasswordField password = password();
        Select<String> role = role(USUAL_ROLE);
        TextField client = client(Optional.empty());
        DayField expiry = expiry(Optional.empty());
        Checkbox force = box("user.force", "user-force");
        force.setValue(true);
        new FormDialog("user.create", email, password, force, role, client, expiry)
                .validatedBy(() -> Stream.of(
                                Required.isFilled(email),
                                Required.isFilled(password),
                                isClient(client),
                                expiry.isReadable())
                        .allMatch(Boolean::booleanValue))
                .open(
                        () -> users.create(
                                session,
                                new AccountOrder(
                                        email.getValue().strip(),
                                        password.getValue(),
                                        Optional.of(role.getValue()),
                                        clientId(client),
                                        end(expiry),
                                        Optional.of(force.getValue()))),
                        done);
    }

    void role(AccountView user, Consumer<AccountView> done) {
        Select<String> role = role(user.role());
        new FormDialog("user.role", hint("user.role.hint"), role)
                .open(() -> change(user, new AccountChange.Role(role.getValue())), done);
    }

    void password(AccountView user, Consumer<AccountView> done) {
        PasswordField password = password();
        Checkbox force = box("user.force", "user-force");
        force.setValue(true);
        new FormDialog("user.password", hint("user.password.hint"), password, force)
                .validatedBy(() -> Required.isFilled(password))
                .open(
                        () -> change(
                                user, new AccountChange.Password(password.getValue(), Optional.of(force.getValue()))),
                        done);
    }

    void expiry(AccountView user, Consumer<AccountView> done) {
        DayField expiry = expiry(user.expiresAt());
        new FormDialog("user.expiry", expiry)
                .validatedBy(expiry::isReadable)
                .open(() -> change(user, new AccountChange.Expiry(end(expiry))), done);
    }

    void client(AccountView user, Consumer<AccountView> done) {
        TextField client = client(user.clientId());
        new FormDialog("user.client", client)
                .validatedBy(() -> isClient(client))
                .open(() -> change(user, new AccountChange.Client(clientId(client))), done);
    }

    void disable(AccountView user, Consumer<AccountView> done) {
        Confirm.ask(
                "user.disable",
                () -> change(user, new AccountChange.Status(false)),
                done,
                Foreign.isolated(user.email()));
    }

    void delete(AccountView user, Consumer<Nothing> done) {
        Confirm.typing(
                "user.delete",
                user.email(),
                () -> users.delete(session, user.id()),
                done,
                Foreign.isolated(user.email()));
    }

    void endSessions(AccountView user, Consumer<Nothing> done) {
        Confirm.ask("user.sessions", () -> users.endSessions(session, user.id()), done, Foreign.isolated(user.email()));
    }

    /** The list behind the question goes on changing, so the question says which session it is about. */
    void endSession(AccountView user, SessionView ended, Consumer<Nothing> done) {
        Supplier<Answer<Nothing>> end = () -> users.endSession(session, user.id(), ended.id());
        String begun = Formats.of(UI.getCurrentOrThrow()).dateTime(ended.createdAt());
        if (ended.current()) {
            Confirm.ask("user.own-session", end, done, begun, origin(ended));
        } else {
            Confirm.ask("user.session", end, done, Foreign.isolated(user.email()), begun, origin(ended));
        }
    }

    /** The address, and the program as it calls itself. */
    private static String origin(SessionView session) {
        String known = Stream.of(session.address(), session.agent())
                .filter(part -> !part.isBlank())
                .map(Foreign::isolated)
                .collect(Collectors.joining(" · "));
        return known.isEmpty() ? "—" : known;
    }

    Answer<AccountView> change(AccountView user, AccountChange change) {
        return users.change(session, user.id(), change);
    }

    private Select<String> role(String chosen) {
        Select<String> select = new Select<>();
        select.setId("user-role-choice");
        select.setLabel(say("user.role.label"));
        select.setItems(names(chosen));
        select.setItemLabelGenerator(RoleName::of);
        select.setValue(chosen);
        return select;
    }

    private List<String> names(String chosen) {
        return roles.roles(session) instanceof Answer.Given<List<RoleView>>(List<RoleView> all)
                ? all.stream().map(RoleView::name).toList()
                : List.of(chosen);
    }

    private static TextField client(Optional<ClientId> chosen) {
        TextField field = latin(new TextField(say("user.client.label")), "user-client-field");
        field.setHelperText(say("user.client.hint"));
        field.setClearButtonVisible(true);
        field.setErrorMessage(say("user.client.wrong"));
        field.setValue(chosen.map(ClientId::value).orElse(""));
        return field;
    }

    private static DayField expiry(Optional<Instant> chosen) {
        DayField field = new DayField("user-expiry-field");
        field.setLabel(say("user.expiry.label"));
        field.setHelperText(say("user.expiry.hint"));
        Formats formats = Formats.of(UI.getCurrentOrThrow());
        chosen.ifPresent(end -> field.setValue(end.atZone(formats.zone()).toLocalDate()));
        return field;
    }

    /** The beginning of the day in the zone of the person who chooses it. */
    private static Optional<Instant> end(DayField expiry) {
        Formats formats = Formats.of(UI.getCurrentOrThrow());
        return expiry.chosen().map(day -> day.atStartOfDay(formats.zone()).toInstant());
    }

    private static PasswordField password() {
        PasswordField field = Required.mark(new PasswordField(say("user.password.label")));
        field.setId("user-password-field");
        field.addClassName("ltr-field");
        field.setHelperText(say("password.rules"));
        field.getElement().setAttribute("autocomplete", "new-password");
        return field;
    }

    private static Checkbox box(String key, String id) {
        Checkbox box = new Checkbox(say(key));
        box.setId(id);
        return box;
    }

    private static Paragraph hint(String key) {
        return new Paragraph(say(key));
    }

    private static TextField latin(TextField field, String id) {
        field.setId(id);
        field.addClassName("ltr-field");
        return field;
    }

    private static boolean isClient(TextField field) {
        try {
            clientId(field);
            field.setInvalid(false);
        } catch (IllegalArgumentException malformed) {
            field.setInvalid(true);
        }
        return !field.isInvalid();
    }

    private static Optional<ClientId> clientId(TextField field) {
        return Optional.of(field.getValue().strip())
                .filter(text -> !text.isEmpty())
                .map(ClientId::new);
    }

    private static String say(String key) {
        return UI.getCurrentOrThrow().getTranslation(key);
    }
}
