/** How the server is: {@code GET /health}, and whether it may be sent requests. */
@NullMarked
package org.messagebroker.server.health;

import org.jspecify.annotations.NullMarked;
