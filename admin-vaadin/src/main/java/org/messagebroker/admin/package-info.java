/** The administration and portal UI; speaks HTTPS to the server. */
@NullMarked
package org.messagebroker.admin;

import org.jspecify.annotations.NullMarked;
