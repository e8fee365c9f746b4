/** What the proxy tells the server about itself. */
@NullMarked
package org.messagebroker.proxy.report;

import org.jspecify.annotations.NullMarked;
