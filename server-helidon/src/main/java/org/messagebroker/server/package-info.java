/** The server: stores messages, knows people and clients, answers the portal. */
@NullMarked
package org.messagebroker.server;

import org.jspecify.annotations.NullMarked;
