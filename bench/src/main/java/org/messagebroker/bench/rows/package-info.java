/** Fills a database with many messages and measures what depends on how many there are. */
@NullMarked
package org.messagebroker.bench.rows;

import org.jspecify.annotations.NullMarked;
