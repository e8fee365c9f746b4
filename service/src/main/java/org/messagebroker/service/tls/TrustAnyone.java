package org.messagebroker.service.tls;

import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts any server. In force only with {@code main-server.verify-ssl: false}, which is said aloud at every start. */
final class TrustAnyone extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
