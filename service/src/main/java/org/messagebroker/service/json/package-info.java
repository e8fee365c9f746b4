/** JSON as both services read and write it: one mapper, strict reading of request bodies. */
@NullMarked
package org.messagebroker.service.json;

import org.jspecify.annotations.NullMarked;
