package org.messagebroker.admin.user;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.messagebroker.admin.AdminConfig;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Asked;
import org.messagebroker.admin.page.CardGrid;
import org.messagebroker.admin.page.ChoiceFilter;
import org.messagebroker.admin.page.LiveRows;
import org.messagebroker.admin.page.Page;
import org.messagebroker.admin.page.PageState;
import org.messagebroker.admin.page.Piecewise;
import org.messagebroker.admin.page.Piecewise.Piece;
import org.messagebroker.admin.page.RoleName;
import org.messagebroker.admin.page.SearchField;
import org.messagebroker.admin.page.WriteButton;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.admin.server.RoleClient;
import org.messagebroker.admin.server.UserClient;
import org.messagebroker.api.AccountPage;
import org.messagebroker.api.AccountView;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.Permission;
import org.messagebroker.api.RoleView;

/** The people who may sign in. */
@Route("users")
@PermitAll
public final class UsersView extends Page implements AfterNavigationObserver {

    private static final String EMAIL = "<a href=${item.link} router-link><bdi dir='ltr'>${item.email}</bdi></a>";
    private static final String ROLE = "<bdi>${item.role}</bdi>";
    private static final String CLIENT = "<bdi dir='ltr'>${item.client}</bdi>";
    private static final String STATE = "<vaadin-badge theme=${item.theme}>${item.state}</vaadin-badge>";

    private final AdminConfig config;
    private final UserClient users;
    private final PortalSession session;
    private final UserForms forms;
    private final SearchField search = new SearchField("users-search", text -> ask(UserFilter.SEARCH, text));
    private final ChoiceFilter<String> role;
    private final ChoiceFilter<UserState> state = new ChoiceFilter<>(
            "users-state-filter",
            List.of(UserState.values()),
            chosen -> ask(UserFilter.STATE, chosen.map(UserState::tag)));
    private final WriteButton create;
    private final CardGrid<AccountView> grid = new CardGrid<>("users");
    private final LiveRows<AccountView> rows;
    private Asked asked = new Asked(java.util.Map.of());
    private volatile UserFilter filter = UserFilter.NONE;

    UsersView(AdminConfig config, UserClient users, RoleClient roles, AuthenticationContext authentication) {
        super("users");
        this.config = config;
        this.users = users;
        this.session = authentication.getAuthenticatedUser(PortalSession.class).orElseThrow();
        this.forms = new UserForms(users, roles, session);
        this.role = new ChoiceFilter<>("users-role-filter", names(roles), chosen -> ask(UserFilter.ROLE, chosen));
        this.create = new WriteButton("user-new", Permission.USER_WRITE, this::create);
        columns();
        PageState none = new PageState("users", grid);
        Div toolbar = new Div(search, role, state);
        toolbar.addClassName("toolbar");
        addActions(create);
        add(toolbar, none, grid);
        rows = new LiveRows<>(this, grid, none, config.refreshInterval(), () -> filter.isSet(), this::piece);
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        asked = Asked.of(event.getLocation());
        filter = UserFilter.of(asked);
        search.show(filter.search());
        role.show(filter.role());
        state.show(filter.state());
        rows.now();
    }

    @Override
    protected void say(Formats formats) {
        create.setText(getTranslation("user.create.title"));
        search.say(getTranslation("users.search"));
        role.say(getTranslation("users.column.role"), getTranslation("users.every-role"), RoleName::of);
        state.say(
                getTranslation("users.column.state"),
                getTranslation("users.every-state"),
                each -> getTranslation("user.state." + each.tag()));
        grid.say();
    }

    private void columns() {
        grid.property("link", user -> "users/" + user.id())
                .property("email", AccountView::email)
                .property("role", user -> RoleName.of(user.role()))
                .property("client", user -> user.clientId().map(ClientId::value).orElse("—"))
                .property(
                        "state",
                        user -> getTranslation("user.state." + state(user).tag()))
                .property("theme", user -> state(user).theme())
                .property(
                        "expires", user -> user.expiresAt().map(formats()::date).orElse("—"))
                .property(
                        "seen",
                        user -> user.lastLogin().map(formats()::dateTime).orElse("—"))
                .column("users.column.email", EMAIL, "14rem", 3)
                .column("users.column.role", ROLE, "9rem", 1)
                .column("users.column.client", CLIENT, "8rem", 1)
                .column("users.column.state", STATE, "8rem", 0)
                .column("users.column.expires", "${item.expires}", "9rem", 0)
                .column("users.column.seen", "${item.seen}", "12.5rem", 0)
                .card("<div>" + EMAIL + STATE + "</div><div class='secondary'>" + ROLE + CLIENT + "</div>");
        grid.addItemClickListener(click -> open(click.getItem()));
    }

    private Answer<Piece<AccountView>> piece(Optional<String> after) {
        return users.users(session, filter.query(), after, config.messagesPerPage())
                .map((AccountPage page) -> new Piecewise.Piece<>(page.users(), page.next()));
    }

    private List<String> names(RoleClient roles) {
        return roles.roles(session) instanceof Answer.Given<List<RoleView>>(List<RoleView> all)
                ? all.stream().map(RoleView::name).toList()
                : List.of();
    }

    private void ask(String name, Optional<String> value) {
        asked.with(name, value).open(UI.getCurrentOrThrow(), UsersView.class);
    }

    private void create() {
        forms.create(this::open);
    }

    private void open(AccountView user) {
        UserPage.open(user.id());
    }

    private static UserState state(AccountView user) {
        return UserState.of(user, Instant.now());
    }
}
