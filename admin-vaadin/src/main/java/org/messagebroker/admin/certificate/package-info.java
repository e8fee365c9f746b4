/** The certificates and the authorities that issue them. */
@NullMarked
package org.messagebroker.admin.certificate;

import org.jspecify.annotations.NullMarked;
