package org.messagebroker.admin.page;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.messagebroker.api.Permission;

/**
 * What the person in front of a page may do now. The frame around all pages keeps it up to date; what follows it is told at
 * once, and again whenever a role changes. Nothing is allowed before the server has said so. With the page locked.
 */
public final class Allowed {

    private final List<Consumer<Set<Permission>>> followers = new ArrayList<>();
    private Set<Permission> permissions = Set.of();

    private Allowed() {}

    /** Tells a component what is allowed, as long as it is on a page. */
    public static void follow(Component host, Consumer<Set<Permission>> follower) {
        host.addAttachListener(attached -> {
            Allowed allowed = of(attached.getUI());
            allowed.begin(follower);
            // By then the host may be in no page any more.
            host.addDetachListener(detached -> {
                allowed.followers.remove(follower);
                detached.unregisterListener();
            });
        });
    }

    /** Has a component be there only for who may do one of these. */
    public static void show(Component component, Permission... anyOf) {
        Set<Permission> enough = Set.of(anyOf);
        component.setVisible(false);
        follow(component, allowed -> component.setVisible(enough.stream().anyMatch(allowed::contains)));
    }

    /** Tells all that follow on a page. */
    static void tell(UI ui, Set<Permission> permissions) {
        Allowed allowed = of(ui);
        allowed.permissions = permissions;
        List.copyOf(allowed.followers).stream()
                .filter(allowed.followers::contains)
                .forEach(follower -> follower.accept(permissions));
    }

    private static Allowed of(UI ui) {
        return Optional.ofNullable(ComponentUtil.getData(ui, Allowed.class)).orElseGet(() -> {
            Allowed fresh = new Allowed();
            ComponentUtil.setData(ui, Allowed.class, fresh);
            return fresh;
        });
    }

    private void begin(Consumer<Set<Permission>> follower) {
        followers.add(follower);
        follower.accept(permissions);
    }
}
