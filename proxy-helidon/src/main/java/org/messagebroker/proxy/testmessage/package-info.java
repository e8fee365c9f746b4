/** A message of the proxy's own, sent on an administrator's order to see whether messages arrive. */
@NullMarked
package org.messagebroker.proxy.testmessage;

import org.jspecify.annotations.NullMarked;
