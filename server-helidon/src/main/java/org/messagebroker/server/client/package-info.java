/** The inventory: clients, and the certificates of clients, proxies and workers. */
@NullMarked
package org.messagebroker.server.client;

import org.jspecify.annotations.NullMarked;
