/** Test messages: a person has one sent through a proxy and sees how far it comes. */
@NullMarked
package org.messagebroker.server.testmessage;

import org.jspecify.annotations.NullMarked;
