package org.messagebroker.bench.load;

import java.nio.file.Path;

/**
 * Where the load goes and who sends it.
 *
 * @param host the name the server's certificate must carry
 * @param port the port, over TLS
 * @param path the path that messages are posted to
 * @param certificate the client's certificate chain, PEM
 * @param key the client's key, PKCS#8 PEM
 * @param authority the trust anchor, PEM
 */
public record Target(String host, int port, String path, Path certificate, Path key, Path authority) {}
