/** What is wrong, what was told to whom, and when that is done. */
@NullMarked
package org.messagebroker.admin.alert;

import org.jspecify.annotations.NullMarked;
