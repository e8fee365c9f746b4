/** Accounts of people: who they are, what they may do, and where they are signed in. */
@NullMarked
package org.messagebroker.admin.user;

import org.jspecify.annotations.NullMarked;
