/**
 * {@code ./broker chaos}: faults one after the other under load, each a {@link org.messagebroker.bench.chaos.Fault} of its
 * own, and a comparison of what clients were told with what is stored.
 */
@NullMarked
package org.messagebroker.bench.chaos;

import org.jspecify.annotations.NullMarked;
