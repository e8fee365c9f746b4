/** Load generator and benchmarks. */
@NullMarked
package org.messagebroker.bench;

import org.jspecify.annotations.NullMarked;
