/** What the listeners offer in the handshake. */
@NullMarked
package org.messagebroker.admin.tls;

import org.jspecify.annotations.NullMarked;
