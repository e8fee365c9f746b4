package org.messagebroker.service.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** The one certificate and key that we present, as client or as server; can be replaced while connections run. */
final class OwnKey extends X509ExtendedKeyManager {

    private volatile Pair pair;

    OwnKey(Pair pair) {
        this.pair = pair;
    }

    /** A key with its chain, leaf first. */
    record Pair(String alias, List<X509Certificate> chain, PrivateKey key) {
        Pair {
            chain = List.copyOf(chain);
        }

        String type() {
            return key.getAlgorithm();
        }

        @Override
        public String toString() {
            return "Pair[" + alias + "]";
        }
    }

    void replace(Pair with) {
        pair = with;
    }

    X509Certificate certificate() {
        return pair.chain().getFirst();
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal[] issuers) {
        return new String[] {pair.alias()};
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal[] issuers) {
        return new String[] {pair.alias()};
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return aliasFor(keyType);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return aliasFor(keyType);
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return aliasFor(keyTypes);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
        return aliasFor(keyTypes);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        Pair current = pair;
        return current.alias().equals(alias) ? current.chain().toArray(X509Certificate[]::new) : null;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        Pair current = pair;
        return current.alias().equals(alias) ? current.key() : null;
    }

    private @Nullable String aliasFor(String... keyTypes) {
        Pair current = pair;
        return List.of(keyTypes).contains(current.type()) ? current.alias() : null;
    }
}
