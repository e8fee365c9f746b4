/** The load generator: a lean HTTP/1.1 client over mTLS, and the process it runs in, apart from what it measures. */
@NullMarked
package org.messagebroker.bench.load;

import org.jspecify.annotations.NullMarked;
