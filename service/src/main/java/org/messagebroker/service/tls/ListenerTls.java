package org.messagebroker.service.tls;

import io.helidon.common.tls.Tls;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.messagebroker.service.StartException;

/** The TLS of a listener as Helidon takes it; its key and its trust can be read anew. Thread-safe. */
public final class ListenerTls {

    private final TlsConfig config;
    private final OwnKey ownKey;
    private final ClientTrust trust;
    private final SSLContext context;

    /**
     * Reads the files.
     *
     * @throws StartException when a file is missing, malformed or open to others, or a protocol or cipher is unknown
     */
    public ListenerTls(TlsConfig config, InstantSource clock) {
        this.config = config;
        this.ownKey = new OwnKey(pair(config));
        this.trust = new ClientTrust(KeyFile.certificates(config.trust()), clock);
        this.context = context(ownKey, trust);
        requireKnown(
                "protocol",
                config.protocols(),
                context.getSupportedSSLParameters().getProtocols());
        requireKnown(
                "cipher", config.ciphers(), context.getSupportedSSLParameters().getCipherSuites());
    }

    /** For the listener. */
    public Tls tls() {
        return Tls.builder()
                .sslContext(context)
                .sslParameters(parameters())
                .endpointIdentificationAlgorithm(Tls.ENDPOINT_IDENTIFICATION_NONE)
                .build();
    }

    /** Our own certificate, as it is presented now. */
    public X509Certificate certificate() {
        return ownKey.certificate();
    }

    /**
     * Reads key, chain and authorities anew, for the handshakes to come; nothing changes when a file is not good.
     *
     * @throws StartException as at the start
     */
    public void reload() {
        OwnKey.Pair pair = pair(config);
        List<X509Certificate> authorities = KeyFile.certificates(config.trust());
        ownKey.replace(pair);
        trust.replace(authorities);
    }

    private SSLParameters parameters() {
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(config.protocols().toArray(String[]::new));
        if (!config.ciphers().isEmpty()) {
            parameters.setCipherSuites(config.ciphers().toArray(String[]::new));
        }
        parameters.setUseCipherSuitesOrder(true);
        switch (config.clientAuth()) {
            case NONE -> parameters.setWantClientAuth(false);
            case OPTIONAL -> parameters.setWantClientAuth(true);
            case REQUIRED -> parameters.setNeedClientAuth(true);
        }
        return parameters;
    }

    private static OwnKey.Pair pair(TlsConfig config) {
        return pair(config.certificate(), config.key());
    }

    /** Reads a certificate with its chain and its key. */
    static OwnKey.Pair pair(Path certificate, Path key) {
        List<X509Certificate> chain = KeyFile.certificates(certificate);
        return new OwnKey.Pair(
                chain.getFirst().getSerialNumber().toString(16),
                chain,
                KeyFile.privateKey(key, chain.getFirst().getPublicKey()));
    }

    private static SSLContext context(OwnKey key, ClientTrust trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {key}, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new StartException("TLS cannot be set up on this Java", e);
        }
    }

    private static void requireKnown(String what, List<String> wanted, String[] supported) {
        Set<String> known = Set.of(supported);
        for (String name : wanted) {
            if (!known.contains(name)) {
                throw new StartException("the TLS " + what + " " + name + " is not known; known are "
                        + String.join(", ", Arrays.stream(supported).sorted().toList()));
            }
        }
    }
}
