/** The latest messages. */
@NullMarked
package org.messagebroker.admin.message;

import org.jspecify.annotations.NullMarked;
