/**
 * After a rotation: everything stored is sealed again under the keys in use, in the background, so that old keys can be
 * retired. Decision: docs/decisions/2026-11-25-key-rotation.md.
 */
@NullMarked
package org.messagebroker.server.reencryption;

import org.jspecify.annotations.NullMarked;
