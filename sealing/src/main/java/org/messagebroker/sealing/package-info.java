/** Seals messages at the proxy and opens them at the server; nobody between can read them, nor make one. */
@NullMarked
package org.messagebroker.sealing;

import org.jspecify.annotations.NullMarked;
