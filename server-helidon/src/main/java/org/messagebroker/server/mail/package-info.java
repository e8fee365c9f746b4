/** Outgoing mail: written in the transaction of what it tells of, sent afterwards. */
@NullMarked
package org.messagebroker.server.mail;

import org.jspecify.annotations.NullMarked;
