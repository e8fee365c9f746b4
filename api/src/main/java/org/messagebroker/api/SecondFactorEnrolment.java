package org.messagebroker.api;

import java.net.URI;

/**
 * What an authenticator app needs; it counts once a first code has confirmed it. {@link #toString()} hides it.
 *
 * @param secret base32, to be typed
 * @param uri otpauth, to be scanned as a picture
 */
public record SecondFactorEnrolment(String secret, URI uri) {
    @Override
    public String toString() {
        return "SecondFactorEnrolment[]";
    }
}
