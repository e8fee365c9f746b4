package org.messagebroker.bench.prove;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.messagebroker.bench.load.Latencies;
import org.messagebroker.cli.AdminServer;
import org.messagebroker.service.tls.ClientTls;

/** TLS 1.2 is taken from all proxies and given back, again and again; each time a new handshake in TLS 1.2 is watched. */
record TlsChanges(Site site, AdminServer admin, ExecutorService watchers) {

    private static final String OLD = "TLSv1.2";
    private static final List<String> WITHOUT = List.of("TLSv1.3");
    private static final List<String> WITH = List.of("TLSv1.3", OLD);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final int CONNECT_MILLIS = 10_000;

    /** How long each proxy took over each of the changes. */
    Latencies measure(int changes) throws IOException {
        Latencies latencies = new Latencies();
        for (int i = 0; i < changes; i++) {
            boolean offered = i % 2 == 1;
            change(offered ? WITH : WITHOUT, offered).forEach(latencies::record);
        }
        if (changes % 2 == 1) {
            change(WITH, true);
        }
        return latencies;
    }

    private List<Long> change(List<String> protocols, boolean offered) throws IOException {
        List<Future<Long>> seen = new ArrayList<>();
        for (int port : site.proxies()) {
            if (isOffered(port, OLD) == offered) {
                throw new IOException("the proxy at port " + port + " does not begin with the settings of before");
            }
            seen.add(watchers.submit(() -> await(port, offered)));
        }
        long begin = System.nanoTime();
        JsonNode trial = admin.put("/admin/tls/proxy", Map.of("protocols", protocols));
        List<Long> latencies = new ArrayList<>();
        for (Future<Long> each : seen) {
            latencies.add(Watched.result(each) - begin);
        }
        confirm(trial.path("change").asText());
        return latencies;
    }

    private static long await(int port, boolean offered) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (isOffered(port, OLD) != offered) {
            if (System.nanoTime() > end) {
                throw new RefutedException("after " + PATIENCE.toSeconds() + " s new handshakes are still as before");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return System.nanoTime();
    }

    /** A change returns by itself unless a proxy has reported a handshake under it. */
    private void confirm(String change) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (admin.postUnlessTooEarly("/admin/tls/proxy/confirm", Map.of("change", change))
                .isEmpty()) {
            if (System.nanoTime() > end) {
                throw new IOException("the change of TLS cannot be confirmed");
            }
            for (int port : site.proxies()) {
                var _ = isOffered(port, "TLSv1.3");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean isOffered(int port, String protocol) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) ClientTls.unverified().getSocketFactory().createSocket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MILLIS);
            socket.setSoTimeout(CONNECT_MILLIS);
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();
            return true;
        } catch (SSLException refused) {
            return false;
        }
    }
}
