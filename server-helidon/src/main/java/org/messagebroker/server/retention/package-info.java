/** How long messages are kept: floors that hide at once, and the upkeep that removes what they hide and makes partitions. */
@NullMarked
package org.messagebroker.server.retention;

import org.jspecify.annotations.NullMarked;
