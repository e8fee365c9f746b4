@NullMarked
package org.messagebroker.admin.server;

import org.jspecify.annotations.NullMarked;
