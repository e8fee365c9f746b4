/** The worker: takes messages from the queue and delivers them to the server. */
@NullMarked
package org.messagebroker.worker;

import org.jspecify.annotations.NullMarked;
