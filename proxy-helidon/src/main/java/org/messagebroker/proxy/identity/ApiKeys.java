package org.messagebroker.proxy.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.messagebroker.api.Policy.ClientPolicy;
import org.messagebroker.proxy.policy.HeldPolicy;

/** Checks API keys: {@code mbk_<key id>_<secret>}, known by the SHA-256 of the whole text. */
final class ApiKeys {

    private static final Pattern FORM = Pattern.compile("mbk_([A-Za-z0-9-]{1,64})_[A-Za-z0-9_-]{16,200}");
    private static final Bad UNKNOWN =
            new Bad("The API key is not known here; check it, or ask the administrator for a new one.");

    private ApiKeys() {}

    /** What came of a check. */
    sealed interface Checked {}

    /** It is this client's. */
    record Good(ClientPolicy client) implements Checked {}

    /** Who has not the whole key learns nothing about it. */
    record Bad(String told) implements Checked {}

    static Checked check(Credential.ApiKey presented, HeldPolicy policy, Instant now) {
        return Optional.of(FORM.matcher(presented.text()))
                .filter(Matcher::matches)
                .flatMap(form -> policy.apiKey(form.group(1)))
                .filter(key -> isSame(key.policy().hash(), presented.text()))
                .map(key -> check(key, presented, now))
                .orElse(UNKNOWN);
    }

    private static Checked check(HeldPolicy.Key key, Credential.ApiKey presented, Instant now) {
        Optional<Instant> end = key.policy().notAfter().filter(now::isAfter);
        if (end.isPresent()) {
            return new Bad("The API key ended at " + end.get() + "; ask the administrator for a new one.");
        }
        if (key.networks().stream().noneMatch(network -> network.contains(presented.from()))) {
            return new Bad("The API key may not be used from the address "
                    + presented.from().getHostAddress() + "; ask the administrator to allow it.");
        }
        return new Good(key.client());
    }

    private static boolean isSame(String hash, String text) {
        byte[] own = HexFormat.of().formatHex(sha256(text)).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(own, hash.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
