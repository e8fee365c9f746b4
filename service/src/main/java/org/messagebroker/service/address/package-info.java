/** Where a request comes from: addresses, networks, and the headers of trusted load balancers. */
@NullMarked
package org.messagebroker.service.address;

import org.jspecify.annotations.NullMarked;
