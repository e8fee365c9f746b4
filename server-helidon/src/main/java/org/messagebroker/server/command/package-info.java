/** What workers of a site are told to do ({@code /internal/commands}), and what its queue has set aside. */
@NullMarked
package org.messagebroker.server.command;

import org.jspecify.annotations.NullMarked;
