/** The proxies, as they report themselves. */
@NullMarked
package org.messagebroker.admin.proxy;

import org.jspecify.annotations.NullMarked;
