package org.messagebroker.service.tls;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.messagebroker.service.StartException;

/**
 * A context whose every engine is made by whoever is in charge at that moment; so a listener that runs takes another
 * context, and with it forgets the sessions of the one before.
 */
final class LiveContext extends SSLContext {

    private LiveContext(SSLContext first, Supplier<SSLEngine> engines) {
        super(new Spi(first, engines), first.getProvider(), first.getProtocol());
    }

    static SSLContext of(SSLContext first, Supplier<SSLEngine> engines) {
        return new LiveContext(first, engines);
    }

    /** A plain context; sessions are resumed within it only. */
    static SSLContext plain(KeyManager key, TrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {key}, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new StartException("TLS cannot be set up on this Java", e);
        }
    }

    private static final class Spi extends SSLContextSpi {

        private final SSLContext first;
        private final Supplier<SSLEngine> engines;

        Spi(SSLContext first, Supplier<SSLEngine> engines) {
            this.first = first;
            this.engines = engines;
        }

        @Override
        protected void engineInit(
                KeyManager @Nullable [] keys, TrustManager @Nullable [] trust, @Nullable SecureRandom random) {
            throw new UnsupportedOperationException("made ready already");
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return engines.get();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return engines.get();
        }

        /** Helidon asks for it when it is set up; connections are made of engines only. */
        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return first.getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return first.getServerSocketFactory();
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return first.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return first.getClientSessionContext();
        }
    }
}
