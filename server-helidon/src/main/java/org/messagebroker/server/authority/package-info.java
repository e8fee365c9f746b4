/** The certificate authority: issuing, renewing, revoking, the CRL, enrolment, and the change to another authority. */
@NullMarked
package org.messagebroker.server.authority;

import org.jspecify.annotations.NullMarked;
