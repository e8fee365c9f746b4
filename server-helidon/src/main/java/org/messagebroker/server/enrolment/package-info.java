/** How proxies and workers come by their certificates: the first one by a one-time token, the next ones by the one before. */
@NullMarked
package org.messagebroker.server.enrolment;

import org.jspecify.annotations.NullMarked;
