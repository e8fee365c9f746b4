package org.messagebroker.enrolment;

/** The server did not answer, or cannot at the moment; asking again may help. */
final class ServerAwayException extends Exception {

    ServerAwayException(String message) {
        super(message);
    }
}
