package org.messagebroker.proxy.policy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.service.StartException;
import org.messagebroker.service.tls.TrustedChain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for what an operator drops into the policy's directory when the server cannot be reached: {@code emergency.crl},
 * revocation lists that count beside the policy for as long as the file lies there, with further issuers in {@code
 * emergency-issuers.pem}; {@code emergency-policy.json}, a signed policy newer than the one in force. What the last good list
 * revokes is kept for the next start, should the file have turned bad by then. Called by one thread at a time.
 */
final class EmergencyFiles {

    private static final Logger LOG = LoggerFactory.getLogger(EmergencyFiles.class);
    private static final byte[] NONE = {};

    private final Path directory;
    private final PolicyHolder holder;
    private final PolicyKeeper keeper;
    private final Refusals refusals;
    private final Supplier<Collection<X509Certificate>> authorities;
    private final Supplier<Collection<X509Certificate>> known;
    private final InstantSource clock;
    private final PolicyFiles files;
    private Optional<Lists> seen = Optional.empty();
    private Optional<PolicyVersion> refusedUnder = Optional.empty();
    private byte[] seenPolicy = NONE;

    /** What is trusted, and who may have issued a list. */
    record Trust(Supplier<Collection<X509Certificate>> authorities, Supplier<Collection<X509Certificate>> known) {}

    EmergencyFiles(
            Path directory,
            PolicyHolder holder,
            PolicyKeeper keeper,
            Refusals refusals,
            Trust trust,
            InstantSource clock) {
        this.directory = directory;
        this.holder = holder;
        this.keeper = keeper;
        this.refusals = refusals;
        this.authorities = trust.authorities();
        this.known = trust.known();
        this.clock = clock;
        this.files = new PolicyFiles(directory);
    }

    /** Puts into force what the last good list revoked before the start; the first look then judges the file itself. */
    void recall() {
        try {
            holder.revokeInEmergency(files.revoked());
        } catch (PolicyFault fault) {
            refusals.refused(Refusals.Source.EMERGENCY_CRL, String.valueOf(fault.getMessage()));
        }
    }

    /** Acts on what has changed since the last look. */
    synchronized void look() {
        lookAtLists();
        lookAtPolicy();
    }

    private void lookAtLists() {
        try {
            Lists lists = new Lists(read("emergency.crl"), read("emergency-issuers.pem"));
            if (seen.filter(lists::isSame).isEmpty() || isWorthAnotherTry()) {
                seen = Optional.of(lists);
                refusedUnder = Optional.of(holder.version());
                obey(lists);
                refusedUnder = Optional.empty();
            }
        } catch (PolicyFault fault) {
            refusals.refused(Refusals.Source.EMERGENCY_CRL, "emergency.crl: " + fault.getMessage());
        } catch (StartException unreadable) {
            seen = Optional.empty(); // one of our own files, just being replaced
            refusals.refused(Refusals.Source.EMERGENCY_CRL, "emergency.crl: " + unreadable.getMessage());
        }
    }

    /** Another policy may know the issuer of a list that was refused. */
    private boolean isWorthAnotherTry() {
        return refusedUnder.filter(version -> !version.equals(holder.version())).isPresent();
    }

    private void obey(Lists lists) throws PolicyFault {
        Set<RevokedSerial> revoked = lists.list().length == 0 ? Set.of() : revoked(lists);
        keep(revoked);
        if (holder.revokeInEmergency(revoked)) {
            LOG.warn("emergency.crl revokes {} certificates beside the policy", revoked.size());
        }
        refusals.good(Refusals.Source.EMERGENCY_CRL);
    }

    /** Before it is in force: what has been seen to be revoked stays so, whatever happens next. */
    private void keep(Set<RevokedSerial> revoked) {
        try {
            files.keep(revoked);
        } catch (IOException e) {
            LOG.error("what emergency.crl revokes cannot be kept for the next start", e);
        }
    }

    private Set<RevokedSerial> revoked(Lists lists) throws PolicyFault {
        Collection<X509Certificate> all = Stream.concat(known.get().stream(), parse(lists.issuers()).stream())
                .toList();
        return new EmergencyList(authorities.get(), all, clock.instant()).revoked(lists.list());
    }

    private static List<X509Certificate> parse(byte[] pem) throws PolicyFault {
        try {
            return pem.length == 0 ? List.of() : TrustedChain.parse(new String(pem, StandardCharsets.ISO_8859_1));
        } catch (CertificateException e) {
            throw new PolicyFault("emergency-issuers.pem cannot be read", e);
        }
    }

    private void lookAtPolicy() {
        try {
            byte[] policy = read("emergency-policy.json");
            if (!Arrays.equals(policy, seenPolicy)) {
                seenPolicy = policy;
                obeyPolicy(policy);
            }
        } catch (PolicyFault fault) {
            refusals.refused(Refusals.Source.EMERGENCY_POLICY, "emergency-policy.json: " + fault.getMessage());
        } catch (StartException unreadable) {
            seenPolicy = NONE;
            refusals.refused(Refusals.Source.EMERGENCY_POLICY, "emergency-policy.json: " + unreadable.getMessage());
        }
    }

    private void obeyPolicy(byte[] policy) throws PolicyFault {
        if (policy.length > 0) {
            keeper.accept(PolicyFiles.parse(policy));
            LOG.warn("emergency-policy.json is in force as policy {}", holder.version());
        }
        refusals.good(Refusals.Source.EMERGENCY_POLICY);
    }

    private byte[] read(String name) throws PolicyFault {
        try {
            return Files.readAllBytes(directory.resolve(name));
        } catch (NoSuchFileException none) {
            return NONE;
        } catch (IOException e) {
            throw new PolicyFault(directory.resolve(name) + " cannot be read", e);
        }
    }

    /** The two files as they lay there; empty where there is none. */
    private record Lists(byte[] list, byte[] issuers) {
        boolean isSame(Lists other) {
            return Arrays.equals(list, other.list) && Arrays.equals(issuers, other.issuers);
        }
    }
}
