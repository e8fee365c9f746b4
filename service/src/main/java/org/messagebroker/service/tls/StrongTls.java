package org.messagebroker.service.tls;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import org.messagebroker.api.TlsSettings;

/**
 * What a listener may offer at all: TLS 1.2 and 1.3, with suites of forward secrecy and authenticated encryption only (RFC
 * 9325, sections 3.1.1 and 4.2).
 */
final class StrongTls {

    static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
    private static final Pattern MODERN = Pattern.compile("TLS_(AES|CHACHA20)_\\w+");
    private static final Pattern STRONG =
            Pattern.compile("TLS_(AES|CHACHA20)_\\w+|TLS_ECDHE_(ECDSA|RSA)_WITH_(AES_\\d+_GCM|CHACHA20_POLY1305)_\\w+");

    private StrongTls() {}

    /** The strong suites that this Java knows, in its own order of preference. */
    static List<String> ciphers(SSLParameters supported) {
        return Arrays.stream(supported.getCipherSuites())
                .filter(suite -> STRONG.matcher(suite).matches())
                .toList();
    }

    /**
     * The settings with every suite named.
     *
     * @throws IllegalArgumentException naming what is unknown, too weak or of no use, and what can be chosen
     */
    static TlsSettings checked(TlsSettings wanted, SSLParameters supported) {
        List<String> known = ciphers(supported);
        List<String> ciphers = wanted.ciphers().isEmpty() ? known : wanted.ciphers();
        requireKnown("protocol", wanted.protocols(), PROTOCOLS);
        requireKnown("cipher", ciphers, known);
        wanted.protocols().forEach(protocol -> requireSuiteFor(protocol, ciphers));
        return new TlsSettings(wanted.protocols(), ciphers, wanted.clientAuth());
    }

    private static void requireKnown(String what, List<String> wanted, List<String> known) {
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("no TLS " + what + " is offered; choose of " + String.join(", ", known));
        }
        for (String name : wanted) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("the TLS " + what + " " + name
                        + " is unknown or too weak; choose of " + String.join(", ", known));
            }
        }
    }

    private static void requireSuiteFor(String protocol, List<String> ciphers) {
        boolean modern = protocol.equals("TLSv1.3");
        if (ciphers.stream().noneMatch(suite -> MODERN.matcher(suite).matches() == modern)) {
            throw new IllegalArgumentException(
                    protocol + " is offered without any cipher for it; add one, or leave the protocol out");
        }
    }
}
