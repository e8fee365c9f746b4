/**
 * Messages: what proxies announce and workers deliver ({@code /internal/messages}), and what people read
 * ({@code /portal/messages}).
 */
@NullMarked
package org.messagebroker.server.message;

import org.jspecify.annotations.NullMarked;
