/** One's own account. */
@NullMarked
package org.messagebroker.admin.account;

import org.jspecify.annotations.NullMarked;
