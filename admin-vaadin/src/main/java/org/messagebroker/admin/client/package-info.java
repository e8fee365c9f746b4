/** The clients, and the API keys they use where client certificates are off. */
@NullMarked
package org.messagebroker.admin.client;

import org.jspecify.annotations.NullMarked;
