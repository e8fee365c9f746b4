/** Alerts by e-mail: told when something becomes wrong, again while it lasts, and when it is over. */
@NullMarked
package org.messagebroker.server.alert;

import org.jspecify.annotations.NullMarked;
