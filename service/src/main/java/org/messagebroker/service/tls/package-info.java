/** Keys, trust and the verified identity of the other side. */
@NullMarked
package org.messagebroker.service.tls;

import org.jspecify.annotations.NullMarked;
