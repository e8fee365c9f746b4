/** What requests ask for: values by name, read strictly. */
@NullMarked
package org.messagebroker.server.query;

import org.jspecify.annotations.NullMarked;
