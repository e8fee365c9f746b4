package org.messagebroker.api;

import java.util.Optional;

/**
 * {@code POST /admin/authorities}: a new authority beside the old one.
 *
 * @param key ec (the default) or rsa
 */
public record AuthorityOrder(Optional<String> key) {}
