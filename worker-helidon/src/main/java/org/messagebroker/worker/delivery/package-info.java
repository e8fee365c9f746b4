/** Takes messages from the queue, hands them to the server, and acts on what became of each. */
@NullMarked
package org.messagebroker.worker.delivery;

import org.jspecify.annotations.NullMarked;
