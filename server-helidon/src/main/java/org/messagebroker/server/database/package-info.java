/** The connection pool, transactions, and whether the schema is the one this version needs. */
@NullMarked
package org.messagebroker.server.database;

import org.jspecify.annotations.NullMarked;
