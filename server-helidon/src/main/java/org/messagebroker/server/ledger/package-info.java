/** What no restore of the database may undo, kept outside of it. */
@NullMarked
package org.messagebroker.server.ledger;

import org.jspecify.annotations.NullMarked;
