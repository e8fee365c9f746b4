package org.messagebroker.server.mail;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.messagebroker.server.crypto.MasterKey;
import org.messagebroker.server.crypto.MasterKeyException;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Rows;
import org.messagebroker.service.json.Json;

/** The rows of mails. */
final class MailStore {

    private static final Duration KEPT = Duration.ofDays(30);

    private static final String INSERT = """
            INSERT INTO mails (mail_id, recipient, sealed, state, created_at, next_at, expires_at)
            VALUES (:id, :recipient, :sealed, 'waiting', :now, :now, :expires)""";
    private static final String NEXT = """
            SELECT mail_id, recipient, sealed, attempts, expires_at FROM mails
            WHERE state = 'waiting' AND next_at <= :now ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED""";
    private static final String CLAIM =
            "UPDATE mails SET attempts = attempts + 1, next_at = :lease WHERE mail_id = :id";
    private static final String END =
            "UPDATE mails SET state = :state, sealed = NULL, fault = :fault WHERE mail_id = :id";
    private static final String LATER = "UPDATE mails SET next_at = :next, fault = :fault WHERE mail_id = :id";
    private static final String FORGET = "DELETE FROM mails WHERE created_at < :before ORDER BY created_at LIMIT 500";

    private final Database database;
    private final MasterKey masterKey;
    private final InstantSource clock;

    MailStore(Database database, MasterKey masterKey, InstantSource clock) {
        this.database = database;
        this.masterKey = masterKey;
        this.clock = clock;
    }

    void add(DbExecute transaction, String recipient, Letter letter, Duration usefulFor) {
        UUID id = UUID.randomUUID();
        Instant now = clock.instant();
        transaction
                .createNamedInsert("mail-add", INSERT)
                .addParam("id", Rows.bytes(id))
                .addParam("recipient", recipient)
                .addParam("sealed", masterKey.seal(Json.bytes(letter), place(id)))
                .addParam("now", Rows.time(now))
                .addParam("expires", Rows.time(now.plus(usefulFor)))
                .execute();
    }

    /** The mail whose turn it is. Nobody else sends it for as long as the lease. */
    Optional<Waiting> claim(Duration lease) {
        Instant now = clock.instant();
        return database.transaction(transaction -> transaction
                .createNamedGet("mail-next", NEXT)
                .addParam("now", Rows.time(now))
                .execute()
                .map(MailStore::waiting)
                .map(mail -> {
                    transaction
                            .createNamedUpdate("mail-claim", CLAIM)
                            .addParam("lease", Rows.time(now.plus(lease)))
                            .addParam("id", Rows.bytes(mail.id()))
                            .execute();
                    return mail;
                }));
    }

    private static Waiting waiting(DbRow row) {
        return new Waiting(
                Rows.uuid(row, "mail_id"),
                row.column("recipient").getString(),
                row.column("sealed").get(byte[].class),
                (int) Rows.number(row, "attempts") + 1,
                Rows.time(row, "expires_at"));
    }

    /** @throws MasterKeyException when it was altered, or sealed under another master key */
    Letter letter(Waiting mail) {
        return Json.parse(masterKey.open(mail.sealed(), place(mail.id())), Letter.class);
    }

    void sent(UUID id) {
        end(id, "sent", Optional.empty());
    }

    void givenUp(UUID id, String fault) {
        end(id, "given_up", Optional.of(fault));
    }

    private void end(UUID id, String state, Optional<String> fault) {
        database.read(execute -> execute.createNamedUpdate("mail-end", END)
                .addParam("state", state)
                .addParam("fault", (Object) fault.orElse(null))
                .addParam("id", Rows.bytes(id))
                .execute());
    }

    void tryAgain(UUID id, Instant at, String fault) {
        database.read(execute -> execute.createNamedUpdate("mail-later", LATER)
                .addParam("next", Rows.time(at))
                .addParam("fault", fault)
                .addParam("id", Rows.bytes(id))
                .execute());
    }

    /** Those of more than a month ago. */
    void forgetOld() {
        database.read(execute -> execute.createNamedDelete("mails-forget", FORGET)
                .addParam("before", Rows.time(clock.instant().minus(KEPT)))
                .execute());
    }

    private static String place(UUID id) {
        return "mail/" + id;
    }

    /**
     * A mail that is being sent.
     *
     * @param attempt from 1
     */
    record Waiting(UUID id, String recipient, byte[] sealed, int attempt, Instant expiresAt) {}
}
