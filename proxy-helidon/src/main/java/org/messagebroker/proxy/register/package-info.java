/** Makes accepted messages visible at the server early; best effort. */
@NullMarked
package org.messagebroker.proxy.register;

import org.jspecify.annotations.NullMarked;
