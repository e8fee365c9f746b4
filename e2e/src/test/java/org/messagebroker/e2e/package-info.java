/** Stories told through the running system. */
@NullMarked
package org.messagebroker.e2e;

import org.jspecify.annotations.NullMarked;
