/** Structured logs: where they go, and which request and message a line belongs to. */
@NullMarked
package org.messagebroker.service.log;

import org.jspecify.annotations.NullMarked;
