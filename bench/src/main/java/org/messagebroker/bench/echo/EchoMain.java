package org.messagebroker.bench.echo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;

/** The echo's process: prints its port, and ends when its standard input does. */
public final class EchoMain {
    private EchoMain() {}

    /** @param arguments certificate chain, key and trust anchor: three PEM files */
    public static void main(String[] arguments) throws IOException {
        HolderFiles files = new HolderFiles(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
        try (EchoServer echo = EchoServer.start(files)) {
            System.out.println(echo.port());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** What {@link #main} is to be called with. */
    public static List<String> arguments(HolderFiles files) {
        return Stream.of(files.certificate(), files.key(), files.trust())
                .map(Path::toString)
                .toList();
    }
}
