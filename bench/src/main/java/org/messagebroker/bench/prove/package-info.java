/** Long proofs of what the broker promises, on an installation of their own; each leaves a page under docs/proofs. */
@NullMarked
package org.messagebroker.bench.prove;

import org.jspecify.annotations.NullMarked;
