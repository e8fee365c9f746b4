/** The processes that a bench starts, and what they cost. */
@NullMarked
package org.messagebroker.bench.process;

import org.jspecify.annotations.NullMarked;
