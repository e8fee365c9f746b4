/** What the server has decided: fetched, verified, kept, and obeyed by every request. */
@NullMarked
package org.messagebroker.proxy.policy;

import org.jspecify.annotations.NullMarked;
