/** Messages that were given up, and what is done with them. */
@NullMarked
package org.messagebroker.admin.deadletter;

import org.jspecify.annotations.NullMarked;
