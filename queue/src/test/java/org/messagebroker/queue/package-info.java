@NullMarked
package org.messagebroker.queue;

import org.jspecify.annotations.NullMarked;
