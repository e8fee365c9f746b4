/** The whole system from one command: the launcher and its parts. */
@NullMarked
package org.messagebroker.standalone;

import org.jspecify.annotations.NullMarked;
