/** What proxies obey: the policy, how it reaches them, and what they report. */
@NullMarked
package org.messagebroker.server.policy;

import org.jspecify.annotations.NullMarked;
