package org.messagebroker.server.certificate;

import java.util.Locale;
import org.messagebroker.certs.Fingerprint;
import org.messagebroker.service.Problem;

/** Fingerprints as people write them. */
final class Fingerprints {

    private Fingerprints() {}

    /** In lower case and without colons. */
    static String require(String written) {
        try {
            return new Fingerprint(written.replace(":", "").toLowerCase(Locale.ROOT)).hex();
        } catch (IllegalArgumentException malformed) {
            throw Problem.invalidField("fingerprint", "must be SHA-256 in 64 hexadecimal digits");
        }
    }
}
