package org.messagebroker.admin.role;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.messagebroker.api.Permission;

class PermissionGroupTest {

    @Test
    void everyPermissionIsInExactlyOneGroup() {
        List<Permission> grouped = Stream.of(PermissionGroup.values())
                .flatMap(group -> group.permissions().stream())
                .sorted()
                .toList();

        assertEquals(Arrays.asList(Permission.values()), grouped);
    }
}
