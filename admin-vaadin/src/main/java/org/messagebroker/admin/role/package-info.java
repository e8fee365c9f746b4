/** Roles and what they permit. */
@NullMarked
package org.messagebroker.admin.role;

import org.jspecify.annotations.NullMarked;
