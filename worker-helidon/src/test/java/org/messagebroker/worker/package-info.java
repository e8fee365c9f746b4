@NullMarked
package org.messagebroker.worker;

import org.jspecify.annotations.NullMarked;
