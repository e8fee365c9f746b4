/** Who did what, and whether the record of it is whole. */
@NullMarked
package org.messagebroker.admin.audit;

import org.jspecify.annotations.NullMarked;
