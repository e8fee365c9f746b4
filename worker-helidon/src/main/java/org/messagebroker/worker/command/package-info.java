/** What the server has this site's workers do: put messages back, drop what cannot be read. */
@NullMarked
package org.messagebroker.worker.command;

import org.jspecify.annotations.NullMarked;
