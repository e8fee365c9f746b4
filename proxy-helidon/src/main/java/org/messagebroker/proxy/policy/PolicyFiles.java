package org.messagebroker.proxy.policy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.messagebroker.api.SignedPolicy;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.Json;
import org.messagebroker.service.tls.TrustedChain;

/**
 * The policy on disk, in the form in which it was signed, when the server was last heard, and what the last good emergency
 * list revoked. A file is replaced whole and only its owner can read it. Not thread-safe.
 */
final class PolicyFiles {

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNERS_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final String POLICY = "policy.json";
    private static final String AUTHORITIES = "authorities.pem";
    private static final String HEARD = "last-heard";
    private static final String REVOKED = "emergency-revoked.json";

    private final Path directory;

    PolicyFiles(Path directory) {
        this.directory = directory;
    }

    /** What was kept last; empty when nothing ever was. */
    Optional<SignedPolicy> policy() throws PolicyFault {
        Optional<byte[]> kept = read(POLICY);
        return kept.isPresent() ? Optional.of(parse(kept.get())) : Optional.empty();
    }

    void keep(SignedPolicy policy) throws IOException {
        write(POLICY, Json.bytes(policy));
    }

    /** The authorities of what was kept last; empty when nothing ever was. */
    List<X509Certificate> authorities() throws PolicyFault {
        Optional<byte[]> kept = read(AUTHORITIES);
        try {
            return kept.isPresent() ? TrustedChain.parse(new String(kept.get(), StandardCharsets.US_ASCII)) : List.of();
        } catch (CertificateException e) {
            throw new PolicyFault(directory.resolve(AUTHORITIES) + " holds no certificates", e);
        }
    }

    /** By these the policy that is kept next is believed at the next start, whatever the certificate file says by then. */
    void trust(String authorities) throws IOException {
        write(AUTHORITIES, authorities.getBytes(StandardCharsets.US_ASCII));
    }

    /** When the server was last heard; empty when that is not known. */
    Optional<Instant> heard() throws PolicyFault {
        try {
            return read(HEARD)
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
                    .map(Instant::parse);
        } catch (DateTimeException e) {
            throw new PolicyFault(directory.resolve(HEARD) + " is not a time", e);
        }
    }

    void heard(Instant at) throws IOException {
        write(HEARD, at.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What the last good emergency list revoked; empty when there was none, or it was taken away. */
    Set<RevokedSerial> revoked() throws PolicyFault {
        try {
            return read(REVOKED)
                    .map(json -> Json.parse(json, Revoked.class))
                    .map(Revoked::revoked)
                    .orElse(Set.of());
        } catch (Problem unreadable) {
            throw new PolicyFault(directory.resolve(REVOKED) + " cannot be read: " + unreadable.told(), unreadable);
        }
    }

    void keep(Set<RevokedSerial> revoked) throws IOException {
        if (revoked.isEmpty()) {
            Files.deleteIfExists(directory.resolve(REVOKED));
        } else {
            write(REVOKED, Json.bytes(new Revoked(revoked)));
        }
    }

    static SignedPolicy parse(byte[] json) throws PolicyFault {
        try {
            return Json.parse(json, SignedPolicy.class);
        } catch (Problem unreadable) {
            throw new PolicyFault("it is not a signed policy: " + unreadable.told(), unreadable);
        }
    }

    private Optional<byte[]> read(String name) throws PolicyFault {
        try {
            return Optional.of(Files.readAllBytes(directory.resolve(name)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new PolicyFault(directory.resolve(name) + " cannot be read", e);
        }
    }

    private void write(String name, byte[] content) throws IOException {
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNERS_DIRECTORY));
        Path fresh = directory.resolve(name + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel file = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                var _ = file.write(bytes);
            }
            file.force(true);
        }
        Files.move(fresh, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync();
    }

    /** So that the new name outlives a power cut as well. */
    private void sync() throws IOException {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private record Revoked(Set<RevokedSerial> revoked) {}
}
