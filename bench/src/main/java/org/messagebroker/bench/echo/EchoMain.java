package org.messagebroker.bench.echo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.proxy.ProxyMain;
import org.messagebroker.service.tls.TlsConfig;
import org.messagebroker.service.wire.Limits;
import org.messagebroker.settings.Settings;

/**
 * The echo's process: a listener with a proxy's settings and a certificate of its own. Prints its port, and ends when its
 * standard input does.
 */
public final class EchoMain {
    private EchoMain() {}

    /** @param arguments as {@link #arguments} makes them */
    public static void main(String[] arguments) throws IOException {
        Settings settings = settings(arguments);
        try (EchoServer echo = EchoServer.start(TlsConfig.of(settings), Limits.of(settings, "server"))) {
            System.out.println(echo.port());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /**
     * What {@link #main} is to be called with.
     *
     * @param proxy the working directory of a proxy, whose settings are taken; an empty one for the defaults
     * @param certificate the echo's own
     */
    public static List<String> arguments(Path proxy, HolderFiles certificate) {
        return List.of(
                proxy.toString(),
                certificate.certificate().toString(),
                certificate.key().toString(),
                certificate.trust().toString());
    }

    private static Settings settings(String[] arguments) {
        Map<String, String> own =
                Map.of("SERVER_CERT_PATH", arguments[1], "SERVER_KEY_PATH", arguments[2], "CA_CERT_PATH", arguments[3]);
        return Settings.load(ProxyMain.class, Path.of(arguments[0]), own);
    }
}
