/**
 * Bodies and numbers at rest: AES-256-GCM under versioned data keys, which stand in the database wrapped under a master
 * key that never does. See {@link org.messagebroker.server.crypto.FieldCipher}.
 */
@NullMarked
package org.messagebroker.server.crypto;

import org.jspecify.annotations.NullMarked;
