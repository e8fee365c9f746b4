package org.messagebroker.admin.login;

import org.springframework.security.core.AuthenticationException;

/** The password was right, and a code is owed now. */
final class CodeOwedException extends AuthenticationException {

    private final transient Challenge challenge;

    CodeOwedException(Challenge challenge) {
        super("a code is owed");
        this.challenge = challenge;
    }

    Challenge challenge() {
        return challenge;
    }
}
