/** The client of the server, for proxy and worker. */
@NullMarked
package org.messagebroker.service.upstream;

import org.jspecify.annotations.NullMarked;
