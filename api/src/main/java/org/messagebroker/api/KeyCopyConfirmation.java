package org.messagebroker.api;

import java.util.List;
import java.util.Optional;

/**
 * {@code POST /admin/keys/copies}: somebody answers for it that a copy is outside the machine.
 *
 * @param keys which ones it holds; all that there are if absent
 */
public record KeyCopyConfirmation(Optional<List<KeyName>> keys) {}
