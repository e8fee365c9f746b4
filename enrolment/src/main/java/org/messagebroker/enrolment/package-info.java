/** A proxy's or worker's own certificate: the first one, by a token, and every next one, before the last ends. */
@NullMarked
package org.messagebroker.enrolment;

import org.jspecify.annotations.NullMarked;
