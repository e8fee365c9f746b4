package org.messagebroker.admin.role;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveEvent.ContinueNavigationAction;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.messagebroker.admin.AdminConfig;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Allowed;
import org.messagebroker.admin.page.BackLink;
import org.messagebroker.admin.page.Confirm;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.admin.page.Live;
import org.messagebroker.admin.page.Outcome;
import org.messagebroker.admin.page.Page;
import org.messagebroker.admin.page.PageState;
import org.messagebroker.admin.page.RoleName;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.admin.server.RoleClient;
import org.messagebroker.api.Permission;
import org.messagebroker.api.RoleOrder;
import org.messagebroker.api.RoleView;

/** One role and what it permits. Those of the house are to be read only. */
@Route("roles/:name")
@PermitAll
public final class RolePage extends Page implements BeforeEnterObserver, BeforeLeaveObserver {

    private final RoleClient roles;
    private final PortalSession session;
    private final RoleForms forms;
    private final BackLink back = new BackLink("roles", RolesView.class);
    private final Span called = Foreign.own("");
    private final H2 heading = new H2(called);
    private final Span purpose = Foreign.own("");
    private final Paragraph about = new Paragraph(purpose);
    private final Div buttons = new Div();
    private final Button save = new Button();
    private final Button clone = new Button();
    private final Button describe = new Button();
    private final Button delete = new Button();
    private final PermissionEditor editor = new PermissionEditor(() -> edited(true));
    private final Div content = new Div();
    private final PageState state = new PageState("role", content);
    private final Live<RoleView> live;
    private volatile String name = "";
    private Optional<RoleView> shown = Optional.empty();
    private boolean mayWrite;
    private boolean edited;

    RolePage(AdminConfig config, RoleClient roles, AuthenticationContext authentication) {
        super("role");
        this.roles = roles;
        this.session = authentication.getAuthenticatedUser(PortalSession.class).orElseThrow();
        this.forms = new RoleForms(roles, session);
        heading.setId("role-heading");
        about.setId("role-about");
        content.addClassName("page-content");
        content.add(heading, about, buttons(), editor);
        addComponentAsFirst(back);
        add(state, content);
        live = new Live<>(this, config.refreshInterval(), () -> roles.role(session, name), this::show);
        Allowed.follow(this, this::permit);
    }

    /** Leads to a role's page. */
    static void open(RoleView role) {
        UI.getCurrentOrThrow().navigate(RolePage.class, new RouteParameters("name", role.name()));
    }

    /** What a role is for: of those of the house in the person's language. */
    static String description(RoleView role) {
        return role.builtIn() ? UI.getCurrentOrThrow().getTranslation("role.about." + role.name()) : role.description();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        name = event.getRouteParameters().get("name").orElse("");
        edited(false);
        state.show(PageState.Kind.LOADING);
        live.now();
    }

    /** What is chosen and not saved is lost with the page. */
    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        if (edited) {
            ContinueNavigationAction leaving = event.postpone();
            Confirm.leave("role.leave", () -> go(leaving), leaving::cancel);
        }
    }

    @Override
    protected void say(Formats formats) {
        back.say();
        save.setText(getTranslation("role.save"));
        clone.setText(getTranslation("role.clone.title"));
        describe.setText(getTranslation("role.act.describe"));
        delete.setText(getTranslation("role.act.delete"));
        editor.say();
        shown.ifPresent(this::tell);
    }

    private Div buttons() {
        buttons.addClassName("page-actions");
        button(save, "role-save", this::save).addThemeVariants(ButtonVariant.PRIMARY);
        button(clone, "role-act-clone", role -> forms.clone(role, RolePage::open));
        button(describe, "role-act-describe", role -> forms.describe(role, this::described));
        button(delete, "role-act-delete", role -> forms.delete(role, gone -> leave()))
                .addThemeVariants(ButtonVariant.ERROR);
        return buttons;
    }

    private Button button(Button button, String id, Consumer<RoleView> act) {
        button.setId(id);
        button.addClickListener(click -> shown.ifPresent(act));
        buttons.add(button);
        return button;
    }

    private void permit(Set<Permission> allowed) {
        mayWrite = allowed.contains(Permission.ROLE_WRITE);
        live.again();
    }

    private void show(Answer<RoleView> answer) {
        showLive(answer);
        state.take(answer);
        if (answer instanceof Answer.Given<RoleView>(RoleView role)) {
            show(role);
        }
    }

    /** What somebody else has changed does not take away what this person is just choosing. */
    private void show(RoleView role) {
        shown = Optional.of(role);
        tell(role);
        boolean own = mayWrite && !role.builtIn();
        save.setVisible(own);
        describe.setVisible(own);
        delete.setVisible(own);
        clone.setVisible(mayWrite);
        if (!edited) {
            editor.show(role.permissions(), own);
        }
    }

    private void tell(RoleView role) {
        called.setText(RoleName.of(role.name()));
        purpose.setText(description(role));
    }

    /** Only what is saved can be cloned. */
    private void edited(boolean changed) {
        edited = changed;
        save.setEnabled(changed);
        clone.setEnabled(!changed);
    }

    private void save(RoleView role) {
        RoleOrder order = new RoleOrder(Optional.empty(), Optional.of(role.description()), editor.chosen());
        Outcome.take(roles.change(session, role.name(), order), changed -> done());
    }

    private void done() {
        edited(false);
        Outcome.done(getTranslation("role.done"));
        live.now();
    }

    /** What the person is just choosing stays chosen. */
    private void described(RoleView changed) {
        Outcome.done(getTranslation("role.described"));
        show(changed);
        live.now();
    }

    private void go(ContinueNavigationAction leaving) {
        edited(false);
        leaving.proceed();
    }

    private void leave() {
        edited(false);
        Outcome.done(getTranslation("role.deleted"));
        getUI().ifPresent(ui -> ui.navigate(RolesView.class));
    }
}
