package org.messagebroker.admin.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.messagebroker.api.Permission;

class AllowedTest {

    private final UI ui = new UI();
    private final Div component = new Div();
    private final List<Set<Permission>> told = new ArrayList<>();

    @Test
    void isToldAtOnceAndWhenTheRoleChanges() {
        Allowed.tell(ui, Set.of(Permission.CLIENT_READ));
        Allowed.follow(component, told::add);
        ui.add(component);
        Allowed.tell(ui, Set.of());

        assertEquals(List.of(Set.of(Permission.CLIENT_READ), Set.of()), told);
    }

    @Test
    void isToldNothingOnceItHasLeftThePage() {
        Allowed.follow(component, told::add);
        ui.add(component);
        ui.remove(component);
        Allowed.tell(ui, Set.of(Permission.CLIENT_READ));

        assertEquals(List.of(Set.of()), told);
    }

    @Test
    void isThereOnlyForWhoMayDoIt() {
        Allowed.show(component, Permission.CLIENT_WRITE);
        assertFalse(component.isVisible());
        ui.add(component);
        assertFalse(component.isVisible());
        Allowed.tell(ui, Set.of(Permission.CLIENT_READ, Permission.CLIENT_WRITE));
        assertTrue(component.isVisible());
        Allowed.tell(ui, Set.of(Permission.CLIENT_READ));
        assertFalse(component.isVisible());
    }

    @Test
    void isThereForWhoMayDoOneOfSome() {
        Allowed.show(component, Permission.MESSAGE_READ, Permission.MESSAGE_READ_ALL);
        ui.add(component);
        Allowed.tell(ui, Set.of(Permission.CLIENT_READ));
        assertFalse(component.isVisible());
        Allowed.tell(ui, Set.of(Permission.CLIENT_READ, Permission.MESSAGE_READ_ALL));
        assertTrue(component.isVisible());
    }
}
