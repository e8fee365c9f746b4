/** People: their accounts, roles and permissions, passwords, log-in, tokens and sessions. */
@NullMarked
package org.messagebroker.server.user;

import org.jspecify.annotations.NullMarked;
