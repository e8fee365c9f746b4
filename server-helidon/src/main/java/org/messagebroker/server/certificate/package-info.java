/** Certificates: issued, renewed, revoked, listed and judged; those of the directory that an installation began with. */
@NullMarked
package org.messagebroker.server.certificate;

import org.jspecify.annotations.NullMarked;
