@NullMarked
package org.messagebroker.admin.language;

import org.jspecify.annotations.NullMarked;
