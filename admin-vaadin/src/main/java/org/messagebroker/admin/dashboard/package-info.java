/** The whole system at a glance. */
@NullMarked
package org.messagebroker.admin.dashboard;

import org.jspecify.annotations.NullMarked;
