/** MariaDB and Redis as child processes, for one machine and for tests. */
@NullMarked
package org.messagebroker.embedded;

import org.jspecify.annotations.NullMarked;
