package org.messagebroker.service.wire;

import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why a handshake failed, in words for the log. */
final class HandshakeFault {

    private static final int DEEPEST = 8;

    private HandshakeFault() {}

    /** The certificate's fault if that is the reason, else what TLS says. */
    static String of(SSLException e) {
        return Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST)
                .filter(CertificateException.class::isInstance)
                .findFirst()
                .or(() -> Optional.of(e))
                .map(Throwable::getMessage)
                .orElse("TLS failed");
    }
}
