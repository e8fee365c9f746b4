@NullMarked
package org.messagebroker.worker.delivery;

import org.jspecify.annotations.NullMarked;
