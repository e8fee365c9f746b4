/** The certificate authority: issue, renew, revoke, PEM and PKCS#12. Imports nothing of ours. */
@NullMarked
package org.messagebroker.certs;

import org.jspecify.annotations.NullMarked;
