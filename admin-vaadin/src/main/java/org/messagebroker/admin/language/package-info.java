/** English and Persian: words, digits, dates, direction, and what a browser remembers of a person's choice. */
@NullMarked
package org.messagebroker.admin.language;

import org.jspecify.annotations.NullMarked;
