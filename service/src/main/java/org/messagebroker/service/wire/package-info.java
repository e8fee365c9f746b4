/** The layer between the socket and Helidon: strict framing, limits and deadlines. */
@NullMarked
package org.messagebroker.service.wire;

import org.jspecify.annotations.NullMarked;
