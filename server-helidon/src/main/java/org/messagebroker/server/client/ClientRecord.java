package org.messagebroker.server.client;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.ClientOrder;
import org.messagebroker.api.ClientView;
import org.messagebroker.api.ReplayMode;
import org.messagebroker.service.Problem;

/** A client's row, valid by construction. */
record ClientRecord(
        ClientId id,
        Optional<String> domain,
        String site,
        ClientState state,
        Optional<Integer> ratePerMinute,
        ReplayMode replay,
        Optional<Long> graceSeconds,
        Optional<String> contact,
        Optional<String> notes,
        Instant createdAt,
        Optional<Instant> changedAt) {

    private static final String DEFAULT_SITE = "main";
    private static final String A_SITE = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    private static final int LONGEST_TEXT = 255;
    private static final int LONGEST_NOTES = 4000;
    private static final int MOST_PER_MINUTE = 10_000_000;
    private static final long LONGEST_GRACE = 90L * 24 * 3600;

    /**
     * What the order says of this client.
     *
     * @throws Problem validation_error naming the field
     */
    static ClientRecord of(ClientId id, ClientOrder order, ClientState unlessSaid, Instant createdAt, Instant now) {
        return new ClientRecord(
                id,
                text("domain", order.domain(), LONGEST_TEXT),
                site(order),
                order.state().map(ClientState::parse).orElse(unlessSaid),
                rate(order.ratePerMinute()),
                order.replayMode().orElse(ReplayMode.OPTIONAL),
                grace(order),
                text("contact", order.contact(), LONGEST_TEXT),
                text("notes", order.notes(), LONGEST_NOTES),
                createdAt,
                Optional.of(now));
    }

    /** The same in another state. */
    ClientRecord in(ClientState other, Instant now) {
        return new ClientRecord(
                id,
                domain,
                site,
                other,
                ratePerMinute,
                replay,
                graceSeconds,
                contact,
                notes,
                createdAt,
                Optional.of(now));
    }

    ClientView view(long activeCertificates) {
        return new ClientView(
                id,
                domain,
                site,
                state.wire(),
                ratePerMinute,
                replay,
                graceSeconds,
                contact,
                notes,
                createdAt,
                changedAt,
                activeCertificates);
    }

    /** As the audit shows it, before and after a change. */
    Map<String, Object> audited() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("site", site);
        fields.put("state", state.wire());
        fields.put("replay_mode", replay.name().toLowerCase(Locale.ROOT));
        domain.ifPresent(value -> fields.put("domain", value));
        ratePerMinute.ifPresent(value -> fields.put("rate_per_minute", value));
        graceSeconds.ifPresent(value -> fields.put("grace_seconds", value));
        contact.ifPresent(value -> fields.put("contact", value));
        return fields;
    }

    static Optional<Integer> rate(Optional<Integer> rate) {
        if (rate.filter(value -> value < 0 || value > MOST_PER_MINUTE).isPresent()) {
            throw Problem.invalidField(
                    "rate_per_minute", "must be from 0 to " + MOST_PER_MINUTE + ", or left out for no limit.");
        }
        return rate;
    }

    static String site(String name) {
        if (!name.matches(A_SITE)) {
            throw Problem.invalidField(
                    "site",
                    "must be 1 to 64 letters, digits, dots, dashes or underscores, the first a letter or digit.");
        }
        return name;
    }

    private static String site(ClientOrder order) {
        return site(order.site().orElse(DEFAULT_SITE));
    }

    private static Optional<Long> grace(ClientOrder order) {
        if (order.graceSeconds()
                .filter(value -> value < 0 || value > LONGEST_GRACE)
                .isPresent()) {
            throw Problem.invalidField(
                    "grace_seconds", "must be from 0 to " + LONGEST_GRACE + ", or left out for the policy's own.");
        }
        return order.graceSeconds();
    }

    private static Optional<String> text(String field, Optional<String> text, int longest) {
        Optional<String> said = text.map(String::strip).filter(value -> !value.isEmpty());
        if (said.filter(value -> value.length() > longest || value.chars().anyMatch(ClientRecord::isControl))
                .isPresent()) {
            throw Problem.invalidField(field, "must be text of at most " + longest + " characters.");
        }
        return said;
    }

    private static boolean isControl(int unit) {
        return Character.isISOControl(unit) && unit != '\n';
    }
}
