package org.messagebroker.certs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.KeyPair;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {

    @Test
    void readsBackAChainInItsOrder() {
        CertificateAuthority authority =
                CertificateAuthority.found("d", InstantSource.system()).authority();

        assertEquals(
                List.of(authority.issuing(), authority.root()),
                Pem.certificates(Pem.ofCertificates(List.of(authority.issuing(), authority.root()))));
    }

    @Test
    void readsBackKeysOfBothAlgorithms() {
        for (KeyPair pair : List.of(Keys.ec(), Keys.rsa())) {
            assertEquals(pair.getPrivate(), Pem.privateKey(Pem.ofPrivateKey(pair.getPrivate())));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
            })
    void refusesTextThatHoldsNoUsableKey(String text) {
        assertThrows(IllegalArgumentException.class, () -> Pem.privateKey(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
    void refusesTextThatHoldsNoCertificate(String text) {
        assertThrows(IllegalArgumentException.class, () -> Pem.certificates(text));
    }
}
