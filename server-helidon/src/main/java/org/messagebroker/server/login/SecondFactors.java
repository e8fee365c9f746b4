package org.messagebroker.server.login;

import io.helidon.dbclient.DbExecute;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.messagebroker.api.SecondFactorView;
import org.messagebroker.server.login.SecondFactorStore.Factor;
import org.messagebroker.server.user.User;

/**
 * What a person gives beside his password: a code of an authenticator app, or one of his recovery codes. Each is good once. A
 * second factor counts from when it was confirmed by a first code. All methods belong into the caller's transaction, in
 * which the user is locked. Thread-safe.
 */
final class SecondFactors {

    private final SecondFactorStore store;
    private final InstantSource clock;

    SecondFactors(SecondFactorStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** What is asked of a person after his password. */
    Need need(DbExecute execute, User user) {
        if (isEnabled(execute, user.id())) {
            return Need.CODE;
        }
        return store.isRequired(execute, user.role()) ? Need.ENROLMENT : Need.NOTHING;
    }

    boolean isEnabled(DbExecute execute, UUID user) {
        return store.find(execute, user).filter(Factor::confirmed).isPresent();
    }

    /** Whether nobody of this role gets in without one. */
    boolean isRequired(DbExecute execute, String role) {
        return store.isRequired(execute, role);
    }

    SecondFactorView view(DbExecute execute, User user) {
        return new SecondFactorView(
                isEnabled(execute, user.id()),
                store.isRequired(execute, user.role()),
                store.countCodes(execute, user.id()));
    }

    /** A secret for the app, to be confirmed; empty when there is a second factor already. */
    Optional<Totp> begin(DbExecute transaction, UUID user) {
        if (isEnabled(transaction, user)) {
            return Optional.empty();
        }
        Totp secret = Totp.create();
        store.add(transaction, user, secret);
        return Optional.of(secret);
    }

    /** Confirms what was begun; the recovery codes, or empty when nothing was begun or the code is wrong. */
    Optional<List<RecoveryCode>> confirm(DbExecute transaction, UUID user, String code) {
        boolean right = store.find(transaction, user)
                .filter(factor -> !factor.confirmed() && takes(transaction, user, factor, code))
                .isPresent();
        if (!right) {
            return Optional.empty();
        }
        store.confirm(transaction, user);
        return Optional.of(newCodes(transaction, user));
    }

    /** Takes a code, which is then good no more; empty when it is wrong or was taken before. */
    Optional<Proof> prove(DbExecute transaction, UUID user, String code) {
        Optional<Factor> factor = store.find(transaction, user).filter(Factor::confirmed);
        if (factor.isEmpty()) {
            return Optional.empty();
        }
        if (takes(transaction, user, factor.get(), code)) {
            return Optional.of(Proof.APP);
        }
        return store.takeCode(transaction, user, RecoveryCode.typed(code))
                ? Optional.of(Proof.RECOVERY_CODE)
                : Optional.empty();
    }

    private boolean takes(DbExecute transaction, UUID user, Factor factor, String code) {
        OptionalLong step = factor.totp().step(code.strip(), clock.instant());
        return step.isPresent() && store.takeStep(transaction, user, step.getAsLong());
    }

    /** Other recovery codes; the old ones are good no more. */
    List<RecoveryCode> newCodes(DbExecute transaction, UUID user) {
        List<RecoveryCode> codes = RecoveryCode.createAll();
        store.setCodes(transaction, user, codes);
        return codes;
    }

    /** Whether there was one. */
    boolean remove(DbExecute transaction, UUID user) {
        return store.remove(transaction, user);
    }

    /** What is asked of a person after his password. */
    enum Need {
        NOTHING,
        /** A code. */
        CODE,
        /** To set up a second factor first, because his role requires one. */
        ENROLMENT
    }

    /** How the second factor was given. */
    enum Proof {
        APP,
        RECOVERY_CODE
    }
}
