/** Roles: named sets of permissions. */
@NullMarked
package org.messagebroker.server.role;

import org.jspecify.annotations.NullMarked;
