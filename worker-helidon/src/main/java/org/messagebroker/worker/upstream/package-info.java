/** The server, as the worker calls it over HTTPS. */
@NullMarked
package org.messagebroker.worker.upstream;

import org.jspecify.annotations.NullMarked;
