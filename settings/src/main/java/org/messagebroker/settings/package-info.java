/** Settings of a service: application.yaml with comments, overlaid by a file, .env and the environment. */
@NullMarked
package org.messagebroker.settings;

import org.jspecify.annotations.NullMarked;
