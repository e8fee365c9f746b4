@NullMarked
package org.messagebroker.admin;

import org.jspecify.annotations.NullMarked;
