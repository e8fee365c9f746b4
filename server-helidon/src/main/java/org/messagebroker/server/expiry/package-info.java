/** What ends soon: certificates and accounts together. */
@NullMarked
package org.messagebroker.server.expiry;

import org.jspecify.annotations.NullMarked;
