/** The server's keys as administrators see them: rotate, retire, keep a copy ({@code /admin/keys}). */
@NullMarked
package org.messagebroker.server.key;

import org.jspecify.annotations.NullMarked;
