package org.messagebroker.enrolment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.messagebroker.certs.Pem;
import org.messagebroker.settings.Settings;

/**
 * The files that hold a service's certificate, key and trusted authorities. A new pair is written whole beside the old one
 * and then put in its place, key first; a crash between the two is mended by {@link #mend} at the next start. Methods throw
 * {@link UncheckedIOException}.
 *
 * @param certificate PEM: its chain
 * @param key PEM, mode 0600
 * @param authorities PEM: the trusted roots
 */
record CertificateFiles(Path certificate, Path key, Path authorities) {

    private static final Set<StandardOpenOption> ANEW =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);

    static CertificateFiles of(Settings settings) {
        return new CertificateFiles(
                settings.path("server-cert-path"), settings.path("server-key-path"), settings.path("ca-cert-path"));
    }

    boolean exist() {
        return Files.exists(certificate) && Files.exists(key) && Files.exists(authorities);
    }

    X509Certificate current() {
        return Pem.certificates(read(certificate)).getFirst();
    }

    List<X509Certificate> trusted() {
        return Pem.certificates(read(authorities));
    }

    /** Whether new files can be put beside the old ones. */
    boolean canBeReplaced() {
        return Files.isWritable(folder(certificate)) && Files.isWritable(folder(key)) && !Files.isSymbolicLink(key);
    }

    boolean trustCanBeReplaced() {
        return Files.isWritable(folder(authorities)) && !Files.isSymbolicLink(authorities);
    }

    void trust(String pem) {
        write(next(authorities), pem, "rw-r--r--");
        replace(authorities);
    }

    /** Puts a new pair in the place of the old one. */
    void replace(String newKey, String newCertificate) {
        write(next(key), newKey, "rw-------");
        write(next(certificate), newCertificate, "rw-r--r--");
        replace(key);
        replace(certificate);
    }

    /** Ends what a crash has cut short: with the new certificate written, the new pair is whole. */
    void mend() {
        if (Files.exists(next(certificate))) {
            if (Files.exists(next(key))) {
                replace(key);
            }
            replace(certificate);
        }
    }

    /** What has been asked for and not been answered yet; kept so that a repeat asks for the very same. */
    Optional<Pending> pending() {
        return Files.exists(next(key)) && Files.exists(request())
                ? Optional.of(new Pending(read(next(key)), read(request())))
                : Optional.empty();
    }

    /** The request last, and whole: what is found of it belongs to the key beside it. */
    void keep(Pending asked) {
        forgetPending();
        write(next(key), asked.key(), "rw-------");
        write(next(request()), asked.request(), "rw-r--r--");
        replace(request());
    }

    void forgetPending() {
        try {
            Files.deleteIfExists(request());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + request(), e);
        }
    }

    private Path request() {
        return certificate.resolveSibling(certificate.getFileName() + ".request");
    }

    private static Path next(Path file) {
        return file.resolveSibling(file.getFileName() + ".next");
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
    }

    private static void replace(Path file) {
        try {
            Files.move(next(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot replace " + file, e);
        }
    }

    private static void write(Path file, String text, String mode) {
        FileAttribute<?> permissions = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
        try {
            Files.createDirectories(folder(file));
            Files.deleteIfExists(file);
            try (FileChannel channel = FileChannel.open(file, ANEW, permissions)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** A key and the signing request for it, as PEM. {@link #toString()} hides the key. */
    record Pending(String key, String request) {
        @Override
        public String toString() {
            return "Pending[]";
        }
    }
}
