package org.messagebroker.api;

import java.util.Optional;

/**
 * {@code POST /admin/mail/test}.
 *
 * @param to an e-mail address; one's own, if left out
 * @param language English, if left out
 */
public record TestMailOrder(Optional<String> to, Optional<Language> language) {}
