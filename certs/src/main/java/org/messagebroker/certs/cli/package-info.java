/** The authority from the command line, on its files alone: founding, and recovery when no server runs. */
@NullMarked
package org.messagebroker.certs.cli;

import org.jspecify.annotations.NullMarked;
