/** What a number was measured on: without it, the number means nothing. */
@NullMarked
package org.messagebroker.bench.machine;

import org.jspecify.annotations.NullMarked;
