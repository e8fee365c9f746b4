package org.messagebroker.certs;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * A request for a certificate over a key that stays with its holder (PKCS#10, RFC 2986). Who he is and what the
 * certificate is for is decided by the authority; only key and host names are taken from the request.
 *
 * @param publicKey the key; the request proves that its maker has the private one
 * @param hosts DNS names and IP addresses from its alternative names
 * @param hash SHA-256 of its DER form, 32 bytes
 */
public record SigningRequest(PublicKey publicKey, List<String> hosts, byte[] hash) {

    private static final int LONGEST = 16_384;
    private static final String BEGIN = "-----BEGIN (NEW )?CERTIFICATE REQUEST-----";
    private static final String END = "-----END (NEW )?CERTIFICATE REQUEST-----";

    public SigningRequest {
        hosts = List.copyOf(hosts);
    }

    /**
     * Reads a request.
     *
     * @throws IllegalArgumentException saying what is wrong, fit for who sent it: not a request, a weak key, or a
     *     signature that does not prove the private key
     */
    public static SigningRequest parse(String pem) {
        if (pem.length() > LONGEST) {
            throw new IllegalArgumentException("the signing request is longer than " + LONGEST + " characters");
        }
        byte[] encoded = encoded(pem);
        JcaPKCS10CertificationRequest request = read(encoded);
        PublicKey key = publicKey(request);
        Keys.requireStrong(key);
        if (!isSignedWith(key, request)) {
            throw new IllegalArgumentException("the signing request is not signed with the key that it carries");
        }
        return new SigningRequest(key, hosts(request), sha256(encoded));
    }

    /**
     * A request for a new key.
     *
     * @param name becomes the common name; the authority does not go by it
     * @param hosts DNS names and IP addresses
     * @return PEM
     */
    public static String create(KeyPair keys, String name, List<String> hosts) {
        try {
            JcaPKCS10CertificationRequestBuilder builder = new JcaPKCS10CertificationRequestBuilder(
                    new X500NameBuilder().addRDN(BCStyle.CN, name).build(), keys.getPublic());
            if (!hosts.isEmpty()) {
                builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions(hosts));
            }
            byte[] encoded = builder.build(
                            new JcaContentSignerBuilder(Keys.signature(keys.getPrivate())).build(keys.getPrivate()))
                    .getEncoded();
            return Pem.block("CERTIFICATE REQUEST", encoded);
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException("the signing request could not be made", e);
        }
    }

    private static byte[] encoded(String pem) {
        String[] parts = pem.strip().split(BEGIN, 2);
        if (parts.length < 2 || !pem.strip().matches("(?s).*" + END + "$")) {
            throw new IllegalArgumentException(
                    "this is not a signing request in PEM form (-----BEGIN CERTIFICATE REQUEST-----)");
        }
        try {
            return Base64.getMimeDecoder().decode(parts[1].split(END, 2)[0]);
        } catch (IllegalArgumentException e) {
            throw unreadable(e);
        }
    }

    private static JcaPKCS10CertificationRequest read(byte[] encoded) {
        try {
            return new JcaPKCS10CertificationRequest(encoded);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static PublicKey publicKey(JcaPKCS10CertificationRequest request) {
        try {
            return request.getPublicKey();
        } catch (GeneralSecurityException | RuntimeException e) {
            // The library answers malformed keys with unchecked exceptions too.
            throw unreadable(e);
        }
    }

    private static boolean isSignedWith(PublicKey key, JcaPKCS10CertificationRequest request) {
        try {
            return request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key));
        } catch (PKCSException | OperatorCreationException | RuntimeException notASignature) {
            return false;
        }
    }

    private static IllegalArgumentException unreadable(Exception cause) {
        return new IllegalArgumentException("the signing request cannot be read", cause);
    }

    private static Extensions extensions(List<String> hosts) throws IOException {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(hosts.stream().map(HostName::generalName).toArray(GeneralName[]::new)));
        return extensions.generate();
    }

    private static List<String> hosts(JcaPKCS10CertificationRequest request) {
        try {
            return Optional.ofNullable(request.getRequestedExtensions())
                    .map(extensions -> GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName))
                    .stream()
                    .flatMap(names -> Stream.of(names.getNames()))
                    .flatMap(HostName::of)
                    .toList();
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
    }

    private static byte[] sha256(byte[] encoded) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(encoded);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }
}
