/** The proxy: takes messages from clients and puts them into the queue. */
@NullMarked
package org.messagebroker.proxy;

import org.jspecify.annotations.NullMarked;
