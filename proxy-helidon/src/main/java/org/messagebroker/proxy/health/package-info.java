/** How the proxy is: its queue, the server and its own certificate. */
@NullMarked
package org.messagebroker.proxy.health;

import org.jspecify.annotations.NullMarked;
