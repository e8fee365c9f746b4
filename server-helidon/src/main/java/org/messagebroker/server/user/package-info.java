/** People: their accounts, roles and permissions, passwords and sessions. How they log in is in the package login. */
@NullMarked
package org.messagebroker.server.user;

import org.jspecify.annotations.NullMarked;
