package org.messagebroker.server.login;

import io.helidon.dbclient.DbExecute;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.messagebroker.server.crypto.MasterKey;
import org.messagebroker.server.database.Rows;

/** The rows of second factors and recovery codes. The secrets stand there under the master key. */
final class SecondFactorStore {

    private static final String FIND = "SELECT secret, confirmed_at FROM second_factors WHERE user_id = :user";
    private static final String ADD =
            "INSERT INTO second_factors (user_id, secret, created_at) VALUES (:user, :secret, :now)";
    private static final String CONFIRM =
            "UPDATE second_factors SET confirmed_at = :now WHERE user_id = :user AND confirmed_at IS NULL";
    private static final String TAKE_STEP =
            "UPDATE second_factors SET last_step = :step WHERE user_id = :user AND last_step < :step";
    private static final String TAKE_CODE = "DELETE FROM recovery_codes WHERE user_id = :user AND code_hash = :hash";
    private static final String COUNT_CODES = "SELECT COUNT(*) AS codes FROM recovery_codes WHERE user_id = :user";
    private static final String REQUIRED = "SELECT second_factor FROM roles WHERE name = :role";

    private final MasterKey masterKey;
    private final InstantSource clock;

    SecondFactorStore(MasterKey masterKey, InstantSource clock) {
        this.masterKey = masterKey;
        this.clock = clock;
    }

    Optional<Factor> find(DbExecute execute, UUID user) {
        return execute.createNamedGet("second-factor", FIND)
                .addParam("user", Rows.bytes(user))
                .execute()
                .map(row -> new Factor(
                        new Totp(masterKey.open(row.column("secret").get(byte[].class), place(user))),
                        Rows.optionalTime(row, "confirmed_at").isPresent()));
    }

    /** Whether nobody of this role gets in without one. */
    boolean isRequired(DbExecute execute, String role) {
        return execute.createNamedGet("second-factor-required", REQUIRED)
                .addParam("role", role)
                .execute()
                .map(row -> row.column("second_factor").get(Boolean.class))
                .orElse(false);
    }

    /** A new one, in place of whatever there was. */
    void add(DbExecute transaction, UUID user, Totp secret) {
        remove(transaction, user);
        transaction
                .createNamedInsert("second-factor-add", ADD)
                .addParam("user", Rows.bytes(user))
                .addParam("secret", masterKey.seal(secret.secret(), place(user)))
                .addParam("now", now())
                .execute();
    }

    void confirm(DbExecute transaction, UUID user) {
        transaction
                .createNamedUpdate("second-factor-confirm", CONFIRM)
                .addParam("now", now())
                .addParam("user", Rows.bytes(user))
                .execute();
    }

    /** Whether a code of this half minute or a later one had not been taken before. */
    boolean takeStep(DbExecute transaction, UUID user, long step) {
        return transaction
                        .createNamedUpdate("second-factor-step", TAKE_STEP)
                        .addParam("step", step)
                        .addParam("user", Rows.bytes(user))
                        .execute()
                > 0;
    }

    /** Whether it was one of his that had not been taken before. */
    boolean takeCode(DbExecute transaction, UUID user, RecoveryCode code) {
        return transaction
                        .createNamedDelete("recovery-code-take", TAKE_CODE)
                        .addParam("user", Rows.bytes(user))
                        .addParam("hash", code.hash(user))
                        .execute()
                > 0;
    }

    long countCodes(DbExecute execute, UUID user) {
        return execute.createNamedGet("recovery-codes-count", COUNT_CODES)
                .addParam("user", Rows.bytes(user))
                .execute()
                .map(row -> Rows.number(row, "codes"))
                .orElse(0L);
    }

    /** These instead of those that there were. */
    void setCodes(DbExecute transaction, UUID user, List<RecoveryCode> codes) {
        removeCodes(transaction, user);
        for (RecoveryCode code : codes) {
            transaction
                    .createNamedInsert(
                            "recovery-code-add",
                            "INSERT INTO recovery_codes (user_id, code_hash) VALUES (:user, :hash)")
                    .addParam("user", Rows.bytes(user))
                    .addParam("hash", code.hash(user))
                    .execute();
        }
    }

    private static void removeCodes(DbExecute transaction, UUID user) {
        transaction
                .createNamedDelete("recovery-codes-remove", "DELETE FROM recovery_codes WHERE user_id = :user")
                .addParam("user", Rows.bytes(user))
                .execute();
    }

    /** Whether there was one. */
    boolean remove(DbExecute transaction, UUID user) {
        removeCodes(transaction, user);
        return transaction
                        .createNamedDelete("second-factor-remove", "DELETE FROM second_factors WHERE user_id = :user")
                        .addParam("user", Rows.bytes(user))
                        .execute()
                > 0;
    }

    private LocalDateTime now() {
        return Rows.time(clock.instant());
    }

    private static String place(UUID user) {
        return "second-factor/" + user;
    }

    /** @param confirmed whether it counts */
    record Factor(Totp totp, boolean confirmed) {}
}
