/** What every page has: the frame around it, its headers, its menu. */
@NullMarked
package org.messagebroker.admin.day;

import org.jspecify.annotations.NullMarked;
