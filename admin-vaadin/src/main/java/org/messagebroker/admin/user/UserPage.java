package org.messagebroker.admin.user;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.messagebroker.admin.AdminConfig;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Allowed;
import org.messagebroker.admin.page.BackLink;
import org.messagebroker.admin.page.Facts;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.admin.page.Live;
import org.messagebroker.admin.page.Outcome;
import org.messagebroker.admin.page.Page;
import org.messagebroker.admin.page.PageState;
import org.messagebroker.admin.page.RoleName;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.admin.server.RoleClient;
import org.messagebroker.admin.server.UserClient;
import org.messagebroker.api.AccountView;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.Permission;
import org.messagebroker.api.SessionView;

/** One person: the account, what can be done about it, and where the person is signed in. */
@Route("users/:id")
@PermitAll
public final class UserPage extends Page implements BeforeEnterObserver {

    private static final UUID NOBODY = new UUID(0, 0);

    private final UserClient users;
    private final PortalSession session;
    private final BackLink back = new BackLink("users", UsersView.class);
    private final H2 email = new H2();
    private final Facts facts = new Facts();
    private final UserActions actions;
    private final Sessions sessions;
    private final Div content = new Div();
    private final PageState state = new PageState("user", content);
    private final Live<Known> live;
    private boolean mayWrite;
    private volatile UUID id = NOBODY;

    UserPage(AdminConfig config, UserClient users, RoleClient roles, AuthenticationContext authentication) {
        super("user");
        this.users = users;
        this.session = authentication.getAuthenticatedUser(PortalSession.class).orElseThrow();
        UserForms forms = new UserForms(users, roles, session);
        actions = new UserActions(forms, this::again);
        sessions = new Sessions(
                (user, ended) -> forms.endSession(user, ended, done -> again()),
                user -> forms.endSessions(user, done -> again()));
        email.setId("user-name");
        content.addClassName("page-content");
        content.add(email, facts, actions, sessions);
        addComponentAsFirst(back);
        add(state, content);
        live = new Live<>(this, config.refreshInterval(), this::ask, this::show);
        Allowed.follow(this, this::permit);
    }

    /** Leads to a person's page. */
    static void open(UUID id) {
        UI.getCurrentOrThrow().navigate(UserPage.class, new RouteParameters("id", id.toString()));
    }

    /** Leads back to all people, after one was deleted. */
    static void leave() {
        UI ui = UI.getCurrentOrThrow();
        Outcome.done(ui.getTranslation("user.deleted"));
        ui.navigate(UsersView.class);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        id = event.getRouteParameters().get("id").flatMap(UserPage::parse).orElse(NOBODY);
        state.show(PageState.Kind.LOADING);
        live.now();
    }

    @Override
    protected void say(Formats formats) {
        back.say();
        actions.say();
        live.again();
    }

    private void again() {
        Outcome.done(getTranslation("user.done"));
        live.now();
    }

    private Answer<Known> ask() {
        UUID asked = id;
        return users.user(session, asked)
                .then(user -> users.sessions(session, asked).map(all -> new Known(user, all)));
    }

    private void permit(Set<Permission> allowed) {
        mayWrite = allowed.contains(Permission.USER_WRITE);
        live.again();
    }

    private void show(Answer<Known> answer) {
        showLive(answer);
        state.take(answer);
        if (answer instanceof Answer.Given<Known>(Known known)) {
            show(known);
        }
    }

    private void show(Known known) {
        AccountView user = known.user();
        email.removeAll();
        email.add(Foreign.ltr(user.email()));
        tell(user);
        actions.show(user, mayWrite);
        sessions.show(user, known.sessions(), mayWrite, formats());
    }

    private void tell(AccountView user) {
        Formats formats = formats();
        facts.removeAll();
        facts.fact("users.column.state", badge(user));
        facts.fact("users.column.role", RoleName.shown(user.role()));
        facts.fact("users.column.client", client(user));
        facts.fact(
                "users.column.expires",
                user.expiresAt().map(formats::date).orElseGet(() -> getTranslation("user.never")));
        facts.fact("user.must-change", getTranslation(user.mustChangePassword() ? "user.yes" : "user.no"));
        facts.fact(
                "users.column.seen",
                user.lastLogin().map(formats::dateTime).orElseGet(() -> getTranslation("user.never")));
        facts.fact("user.created", formats.dateTime(user.createdAt()));
    }

    private Badge badge(AccountView user) {
        UserState now = UserState.of(user, Instant.now());
        Badge badge = new Badge(getTranslation("user.state." + now.tag()));
        badge.setId("user-state-badge");
        badge.getElement().setAttribute("theme", now.theme());
        return badge;
    }

    private Component client(AccountView user) {
        return user.clientId()
                .map(ClientId::value)
                .<Component>map(Foreign::ltr)
                .orElseGet(() -> new Span(getTranslation("user.no-client")));
    }

    private static Optional<UUID> parse(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** What is known of the person. */
    private record Known(AccountView user, List<SessionView> sessions) {}
}
