/** What every Helidon service has, and nothing of what one does. */
@NullMarked
package org.messagebroker.service;

import org.jspecify.annotations.NullMarked;
