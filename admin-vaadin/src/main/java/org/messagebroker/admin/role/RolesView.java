package org.messagebroker.admin.role;

import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.Optional;
import org.messagebroker.admin.AdminConfig;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.CardGrid;
import org.messagebroker.admin.page.LiveRows;
import org.messagebroker.admin.page.Page;
import org.messagebroker.admin.page.PageState;
import org.messagebroker.admin.page.Piecewise;
import org.messagebroker.admin.page.RoleName;
import org.messagebroker.admin.page.WriteButton;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.admin.server.RoleClient;
import org.messagebroker.api.Permission;
import org.messagebroker.api.RoleView;

/** The roles: those of the house and those that administrators have made. */
@Route("roles")
@PermitAll
public final class RolesView extends Page {

    private static final String NAME = "<a href=${item.link} router-link><bdi>${item.name}</bdi></a>";
    private static final String KIND = "<vaadin-badge theme=${item.theme}>${item.kind}</vaadin-badge>";
    private static final String DESCRIPTION = "<span dir='auto' class='cut'>${item.description}</span>";

    private final WriteButton create;
    private final CardGrid<RoleView> grid = new CardGrid<>("roles");

    RolesView(AdminConfig config, RoleClient roles, AuthenticationContext authentication) {
        super("roles");
        PortalSession session =
                authentication.getAuthenticatedUser(PortalSession.class).orElseThrow();
        RoleForms forms = new RoleForms(roles, session);
        create = new WriteButton("role-new", Permission.ROLE_WRITE, () -> forms.create(RolePage::open));
        PageState none = new PageState("roles", grid);
        columns();
        addActions(create);
        add(none, grid);
        new LiveRows<>(
                this,
                grid,
                none,
                config.refreshInterval(),
                () -> false,
                after -> roles.roles(session).map(all -> new Piecewise.Piece<>(all, Optional.empty())));
    }

    @Override
    protected void say(Formats formats) {
        create.setText(getTranslation("role.create.title"));
        grid.say();
    }

    private void columns() {
        grid.property("link", role -> "roles/" + role.name())
                .property("name", role -> RoleName.of(role.name()))
                .property("description", RolesView::description)
                .property("kind", role -> getTranslation(role.builtIn() ? "role.built-in" : "role.own"))
                .property("theme", role -> role.builtIn() ? "" : "success")
                .property(
                        "permissions",
                        role -> formats().number(role.permissions().size()))
                .property("users", role -> formats().number(role.users()))
                .column("roles.column.name", NAME, "11rem", 1)
                .column("roles.column.description", DESCRIPTION, "14rem", 4)
                .column("roles.column.kind", KIND, "8rem", 0)
                .column("roles.column.permissions", "${item.permissions}", "7rem", 0)
                .column("roles.column.users", "${item.users}", "6rem", 0)
                .card("<div>" + NAME + KIND + "</div><div class='secondary'>" + DESCRIPTION + "</div>");
        grid.addItemClickListener(click -> RolePage.open(click.getItem()));
    }

    private static String description(RoleView role) {
        return RolePage.description(role);
    }
}
