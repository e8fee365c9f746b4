package org.messagebroker.service.upstream;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.messagebroker.settings.Settings;

/**
 * Calls the server over mTLS with JSON in and out; connections are kept. What it is used for is idempotent: a call on a kept
 * connection that the server has closed meanwhile is repeated once. A change of the certificate's, the key's or the
 * authorities' file is taken over within a second. Thread-safe.
 */
public interface ServerClient extends AutoCloseable {

    /**
     * A client as {@code main-server.*} and the certificate's paths say.
     *
     * @throws org.messagebroker.settings.SettingsException if a setting is malformed
     * @throws org.messagebroker.service.StartException if a certificate or key cannot be used
     */
    static ServerClient of(Settings settings) {
        return new MutualTlsClient(UpstreamConfig.of(settings));
    }

    /** {@code GET path}, the answer read as {@code type}. */
    <T> Reply<T> get(String path, Class<T> type);

    /** {@code POST path} with a value; the answer read as {@code type}, or as nothing at all for {@link Nothing}. */
    <T> Reply<T> post(String path, Object body, Class<T> type);

    /** {@code POST path} as in {@link #post}; empty when the answer is 204. */
    <T> Reply<Optional<T>> postForNews(String path, Object body, Class<T> type);

    /** {@code PUT path} with a value; the answer as in {@link #post}. */
    <T> Reply<T> put(String path, Object body, Class<T> type);

    /** The authorities of which one must vouch for the server: those of the file, and what {@link #trustAlso} has added. */
    List<X509Certificate> trusted();

    /** From the next connection on, these are believed beside those of the file, in place of those said before. */
    void trustAlso(List<X509Certificate> authorities);

    @Override
    void close();

    /** The body of an answer that has none, or none of interest. */
    record Nothing() {}
}
