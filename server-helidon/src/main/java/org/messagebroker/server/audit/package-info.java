/** The record of who did what: every administrative act and every reading of bodies. */
@NullMarked
package org.messagebroker.server.audit;

import org.jspecify.annotations.NullMarked;
