/** Logging in: passwords and second factors, tokens, guessing that is slowed down, and forgotten passwords. */
@NullMarked
package org.messagebroker.server.login;

import org.jspecify.annotations.NullMarked;
