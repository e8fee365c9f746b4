/** The schema of the database and the runner of its migrations. */
@NullMarked
package org.messagebroker.liquibase;

import org.jspecify.annotations.NullMarked;
