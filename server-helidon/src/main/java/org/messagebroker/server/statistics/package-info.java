/** Counts of messages that need no counting: kept in the transactions of the messages themselves, and read from sums. */
@NullMarked
package org.messagebroker.server.statistics;

import org.jspecify.annotations.NullMarked;
