@NullMarked
package org.messagebroker.admin.message;

import org.jspecify.annotations.NullMarked;
