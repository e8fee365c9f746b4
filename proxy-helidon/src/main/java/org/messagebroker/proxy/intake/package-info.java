/** Where clients hand in messages and ask where they stand. */
@NullMarked
package org.messagebroker.proxy.intake;

import org.jspecify.annotations.NullMarked;
