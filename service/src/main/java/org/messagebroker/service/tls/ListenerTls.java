package org.messagebroker.service.tls;

import io.helidon.common.tls.Tls;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.messagebroker.api.TlsSettings;
import org.messagebroker.service.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS of a listener as Helidon takes it. Key, trust and settings can be changed while it runs: every handshake that
 * begins after a change is under the new ones, and no session from before is resumed. Connections that stand are left alone:
 * who may do what is decided on each request. Thread-safe.
 */
public final class ListenerTls {

    private static final Logger LOG = LoggerFactory.getLogger(ListenerTls.class);

    private final TlsConfig config;
    private final FollowedFiles files;
    private final OwnKey ownKey;
    private final ClientTrust trust;
    private final List<Consumer<Handshake>> watchers = new CopyOnWriteArrayList<>();
    private Optional<List<X509Certificate>> given = Optional.empty();
    private volatile Offer offer;

    /**
     * Reads the files.
     *
     * @throws StartException when a file is missing, malformed or open to others, or a protocol or cipher is unknown or
     *     too weak
     */
    public ListenerTls(TlsConfig config, InstantSource clock) {
        this.config = config;
        this.files = new FollowedFiles(config.certificate(), config.key(), config.trust());
        this.ownKey = new OwnKey(pair(config));
        this.trust = new ClientTrust(KeyFile.certificates(config.trust()), clock);
        this.offer = firstOffer(config.settings());
    }

    /** For the listener. */
    public Tls tls() {
        return Tls.builder()
                .sslContext(LiveContext.of(offer.context(), this::engine))
                .sslParameters(offer.parameters())
                .endpointIdentificationAlgorithm(Tls.ENDPOINT_IDENTIFICATION_NONE)
                .build();
    }

    /** Our own certificate, as it is presented now. */
    public X509Certificate certificate() {
        return ownKey.certificate();
    }

    /** What is offered now, with every cipher named. */
    public TlsSettings settings() {
        return offer.settings();
    }

    /**
     * Offers this, from the next handshake on.
     *
     * @throws IllegalArgumentException when a protocol or cipher is unknown, too weak or of no use; then nothing has changed
     */
    public synchronized void apply(TlsSettings wanted) {
        TlsSettings checked = checked(wanted);
        if (!checked.equals(offer.settings())) {
            offer = offer(checked);
        }
    }

    /**
     * Trusts these authorities instead of those of the file, until the next call.
     *
     * @throws IllegalArgumentException for none at all
     */
    public synchronized void trust(List<X509Certificate> roots) {
        if (roots.isEmpty()) {
            throw new IllegalArgumentException("a listener that trusts no authority would refuse everybody");
        }
        if (!given.equals(Optional.of(roots))) {
            given = Optional.of(List.copyOf(roots));
            trust.replace(roots);
            offer = offer(offer.settings());
        }
    }

    /** Told of every handshake that succeeds, on the connection's own thread: be quick. */
    public void onHandshake(Consumer<Handshake> watcher) {
        watchers.add(watcher);
    }

    /**
     * Reads key, chain and authorities anew, for the handshakes to come; nothing changes when a file is not good. Authorities
     * that were given by {@link #trust} stay in force.
     *
     * @throws StartException as at the start
     */
    public synchronized void reload() {
        OwnKey.Pair pair = pair(config);
        List<X509Certificate> authorities = KeyFile.certificates(config.trust());
        ownKey.replace(pair);
        trust.replace(given.orElse(authorities));
        offer = offer(offer.settings());
    }

    /**
     * The settings as they would be offered, with every cipher named.
     *
     * @throws IllegalArgumentException when a protocol or cipher is unknown, too weak or of no use, saying what can be chosen
     */
    public static TlsSettings checked(TlsSettings wanted) {
        return StrongTls.checked(wanted, supported());
    }

    /** The protocols that can be offered. */
    public static List<String> protocols() {
        return StrongTls.PROTOCOLS;
    }

    /** The ciphers that can be offered, in this Java's own order of preference. */
    public static List<String> ciphers() {
        return StrongTls.ciphers(supported());
    }

    /** Reads a certificate with its chain and its key. */
    static OwnKey.Pair pair(Path certificate, Path key) {
        List<X509Certificate> chain = KeyFile.certificates(certificate);
        return new OwnKey.Pair(
                chain.getFirst().getSerialNumber().toString(16),
                chain,
                KeyFile.privateKey(key, chain.getFirst().getPublicKey()));
    }

    private static OwnKey.Pair pair(TlsConfig config) {
        return pair(config.certificate(), config.key());
    }

    private static SSLParameters supported() {
        try {
            return SSLContext.getDefault().getSupportedSSLParameters();
        } catch (NoSuchAlgorithmException e) {
            throw new StartException("TLS cannot be set up on this Java", e);
        }
    }

    private Offer firstOffer(TlsSettings settings) {
        try {
            return offer(checked(settings));
        } catch (IllegalArgumentException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private Offer offer(TlsSettings settings) {
        return new Offer(settings, LiveContext.plain(ownKey, trust));
    }

    private SSLEngine engine() {
        files.refresh(this::reload);
        Offer now = offer;
        return new WatchedEngine(now.context().createSSLEngine(), now.parameters(), session -> tell(now, session));
    }

    private void tell(Offer under, SSLSession session) {
        Handshake handshake = Handshake.of(under.settings(), session);
        handshake.remember();
        for (Consumer<Handshake> watcher : watchers) {
            try {
                watcher.accept(handshake);
            } catch (RuntimeException e) {
                LOG.warn("a handshake could not be noted", e);
            }
        }
    }

    /** What is offered together: handshakes under one never mix with those under another. */
    private record Offer(TlsSettings settings, SSLContext context) {

        SSLParameters parameters() {
            SSLParameters parameters = context.getDefaultSSLParameters();
            parameters.setProtocols(settings.protocols().toArray(String[]::new));
            parameters.setCipherSuites(settings.ciphers().toArray(String[]::new));
            parameters.setUseCipherSuitesOrder(true);
            switch (settings.clientAuth()) {
                case NONE -> parameters.setWantClientAuth(false);
                case OPTIONAL -> parameters.setWantClientAuth(true);
                case REQUIRED -> parameters.setNeedClientAuth(true);
            }
            return parameters;
        }
    }
}
