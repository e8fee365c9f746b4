package org.messagebroker.admin.login;

import org.springframework.security.core.AuthenticationException;

/** A sign-in was refused; says why. */
final class SignInRefusedException extends AuthenticationException {

    private final transient LoginNotice notice;

    SignInRefusedException(LoginNotice notice) {
        super("the sign-in was refused");
        this.notice = notice;
    }

    LoginNotice notice() {
        return notice;
    }
}
