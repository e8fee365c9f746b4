/** Who is asking: the certificate of the connection, and whether it may. */
@NullMarked
package org.messagebroker.proxy.identity;

import org.jspecify.annotations.NullMarked;
