package org.messagebroker.server.reencryption;

/** Another server works at the pass meanwhile, or it was paused or begun anew: what was just done is rolled back. */
final class LostPassException extends RuntimeException {
    LostPassException() {
        super("the pass is in other hands", null, false, false);
    }
}
