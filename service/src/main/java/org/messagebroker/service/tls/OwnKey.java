package org.messagebroker.service.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** The one certificate and key that we present, as client or as server; can be replaced while connections run. */
final class OwnKey extends X509ExtendedKeyManager {

    private volatile Pairs pairs;

    OwnKey(Pair pair) {
        pairs = new Pairs(pair, pair);
    }

    /** A handshake that has begun under the pair before is finished under it. */
    private record Pairs(Pair now, Pair before) {

        Optional<Pair> find(String alias) {
            return Stream.of(now, before)
                    .filter(pair -> pair.alias().equals(alias))
                    .findFirst();
        }
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

    synchronized void replace(Pair with) {
        pairs = new Pairs(with, pairs.now());
    }

    X509Certificate certificate() {
        return pairs.now().chain().getFirst();
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal[] issuers) {
        return new String[] {pairs.now().alias()};
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal[] issuers) {
        return new String[] {pairs.now().alias()};
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
        return pairs.find(alias)
                .map(pair -> pair.chain().toArray(X509Certificate[]::new))
                .orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return pairs.find(alias).map(Pair::key).orElse(null);
    }

    private @Nullable String aliasFor(String... keyTypes) {
        Pair current = pairs.now();
        return List.of(keyTypes).contains(current.type()) ? current.alias() : null;
    }
}
