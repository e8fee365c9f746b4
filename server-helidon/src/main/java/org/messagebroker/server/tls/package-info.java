/** The TLS of the listeners as administrators decide it: what is offered, what was negotiated, and changes on trial. */
@NullMarked
package org.messagebroker.server.tls;

import org.jspecify.annotations.NullMarked;
