package org.messagebroker.admin.role;

import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.messagebroker.api.Permission;

/** Check boxes for everything that a role can permit, in groups and in words. */
final class PermissionEditor extends Div {

    private final Map<PermissionGroup, CheckboxGroup<Permission>> groups = new EnumMap<>(PermissionGroup.class);
    private Set<String> unknown = Set.of();

    /** @param changed called when the person has changed something */
    PermissionEditor(Runnable changed) {
        setId("permissions");
        addClassName("permissions");
        for (PermissionGroup group : PermissionGroup.values()) {
            CheckboxGroup<Permission> boxes = new CheckboxGroup<>();
            boxes.setId("permissions-" + group.tag());
            boxes.addThemeName("vertical");
            boxes.setItems(group.permissions());
            boxes.addValueChangeListener(change -> {
                if (change.isFromClient()) {
                    changed.run();
                }
            });
            groups.put(group, boxes);
            add(boxes);
        }
    }

    /** Shows these, and whether they can be changed; such as this version does not know are kept as they are. */
    void show(List<String> names, boolean changeable) {
        Set<Permission> known =
                names.stream().flatMap(name -> Permission.parse(name).stream()).collect(Collectors.toSet());
        unknown =
                names.stream().filter(name -> Permission.parse(name).isEmpty()).collect(Collectors.toUnmodifiableSet());
        groups.forEach((group, boxes) -> {
            boxes.setValue(known.stream()
                    .filter(each -> PermissionGroup.of(each) == group)
                    .collect(Collectors.toSet()));
            boxes.setReadOnly(!changeable);
        });
    }

    /** What is chosen, by name. */
    List<String> chosen() {
        Set<String> names = groups.values().stream()
                .map(CheckboxGroup::getValue)
                .flatMap(Collection::stream)
                .map(Permission::wire)
                .collect(Collectors.toCollection(TreeSet::new));
        names.addAll(unknown);
        return List.copyOf(names);
    }

    /** Writes every word anew. */
    void say() {
        groups.forEach((group, boxes) -> {
            boxes.setLabel(getTranslation("permissions." + group.tag()));
            boxes.setItemLabelGenerator(each -> getTranslation("permission." + each.wire()));
        });
    }
}
