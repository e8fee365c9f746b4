/** The durable queue in Redis: the only module that sees Redis. */
@NullMarked
package org.messagebroker.queue;

import org.jspecify.annotations.NullMarked;
