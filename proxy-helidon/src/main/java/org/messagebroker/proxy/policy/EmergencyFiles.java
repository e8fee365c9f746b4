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
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.messagebroker.service.tls.TrustedChain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for what an operator drops into the policy's directory when the server cannot be reached: {@code emergency.crl},
 * revocation lists that count beside the policy for as long as the file lies there, with further issuers in {@code
 * emergency-issuers.pem}; {@code emergency-policy.json}, a signed policy newer than the one in force. Called by one thread.
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
    private byte[] seenLists = NONE;
    private byte[] seenIssuers = NONE;
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
    }

    /** Acts on what has changed since the last look. */
    void look() {
        lookAtLists();
        lookAtPolicy();
    }

    private void lookAtLists() {
        try {
            byte[] lists = read("emergency.crl");
            byte[] issuers = read("emergency-issuers.pem");
            if (!Arrays.equals(lists, seenLists) || !Arrays.equals(issuers, seenIssuers)) {
                seenLists = lists;
                seenIssuers = issuers;
                obeyLists(lists, issuers);
            }
        } catch (PolicyFault fault) {
            refusals.refused(Refusals.Source.EMERGENCY_CRL, "emergency.crl: " + fault.getMessage());
        }
    }

    private void obeyLists(byte[] lists, byte[] issuers) throws PolicyFault {
        Set<RevokedSerial> revoked = lists.length == 0 ? Set.of() : revoked(lists, issuers);
        holder.revokeInEmergency(revoked);
        refusals.good(Refusals.Source.EMERGENCY_CRL);
        LOG.warn("emergency.crl revokes {} certificates beside the policy", revoked.size());
    }

    private Set<RevokedSerial> revoked(byte[] lists, byte[] issuers) throws PolicyFault {
        Collection<X509Certificate> all =
                Stream.concat(known.get().stream(), parse(issuers).stream()).toList();
        return new EmergencyList(authorities.get(), all, clock.instant()).revoked(lists);
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
}
