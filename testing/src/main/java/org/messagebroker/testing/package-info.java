/** Real parts for tests: Redis, a migrated database, minted certificates, a raw TLS client. */
@NullMarked
package org.messagebroker.testing;

import org.jspecify.annotations.NullMarked;
