/** The yardstick: a bare Helidon server that answers what it is sent, behind the listener of a proxy. */
@NullMarked
package org.messagebroker.bench.echo;

import org.jspecify.annotations.NullMarked;
