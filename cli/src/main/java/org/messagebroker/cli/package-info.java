/** Administration from the command line: every command is a call of the server's API, as the person who logs in. */
@NullMarked
package org.messagebroker.cli;

import org.jspecify.annotations.NullMarked;
