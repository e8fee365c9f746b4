/** Answers that are files: for spreadsheet programs and for other programs. */
@NullMarked
package org.messagebroker.server.export;

import org.jspecify.annotations.NullMarked;
