package org.messagebroker.server.user;

import java.time.Duration;
import java.util.function.Supplier;
import org.messagebroker.service.Problem;

/** Passwords that people choose, checked and hashed as a request needs it. Never call it in a transaction: it takes time. */
public final class Passwords {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final PasswordHasher hasher;

    public Passwords(PasswordHasher hasher) {
        this.hasher = hasher;
    }

    /**
     * The hash of a new password.
     *
     * @param field names it in the refusal
     * @throws Problem validation_error for one that breaks the rules; service_unavailable when too many are being hashed
     */
    public String hash(String field, String password, Email email) {
        requireGood(field, password, email);
        return unlessBusy(() -> hasher.hash(password));
    }

    /**
     * Checks a new password.
     *
     * @throws Problem validation_error for a password that breaks the rules
     */
    public void requireGood(String field, String password, Email email) {
        PasswordRules.fault(password, email).ifPresent(fault -> {
            throw Problem.invalidField(field, fault);
        });
    }

    /**
     * Whether it is the password that was hashed.
     *
     * @throws Problem service_unavailable when too many are being hashed
     */
    public boolean matches(String password, String hash) {
        return PasswordRules.isOfBearableLength(password) && unlessBusy(() -> hasher.matches(password, hash));
    }

    private static <T> T unlessBusy(Supplier<T> work) {
        try {
            return work.get();
        } catch (PasswordHasher.HasherBusyException busy) {
            throw Problem.unavailable("Too many passwords are being checked at this moment; try again.", RETRY_AFTER);
        }
    }
}
