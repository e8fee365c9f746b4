package org.messagebroker.server.command;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.SiteCommands.Kind;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Rows;

/**
 * What is to be done at the sites. A command is given to one worker at a time, and to another one when that has not
 * answered in time; it is gone when one has done it. Thread-safe.
 */
public final class CommandStore {

    /** A worker that has not done a command by then may be gone. */
    private static final Duration GIVEN_FOR = Duration.ofSeconds(30);

    private static final Duration POSTPONED_FOR = Duration.ofSeconds(2);
    private static final int MOST_AT_ONCE = 100;

    private static final String ADD = """
            INSERT INTO commands (command_id, site, kind, message_id, client_id, requeue_epoch, entry, created_at,
                taken_until)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String OPEN = """
            SELECT command_id, kind, message_id, client_id, requeue_epoch, entry FROM commands
            WHERE site = ? AND taken_until <= ? ORDER BY command_id LIMIT ? FOR UPDATE""";
    private static final String GIVE = "UPDATE commands SET taken_until = ? WHERE command_id = ?";
    private static final String DONE = "DELETE FROM commands WHERE command_id = ?";
    private static final String WITHDRAW = "DELETE FROM commands WHERE message_id = ? AND client_id = ?";
    private static final String ANY = "SELECT 1 FROM commands WHERE site = ? LIMIT 1";

    private final Database database;
    private final InstantSource clock;

    public CommandStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Orders that a message goes back into the queue; in the transaction that decides it. */
    public void requeue(Connection connection, String site, MessageId message, ClientId client, int epoch)
            throws SQLException {
        add(connection, site, Kind.REQUEUE, Optional.of(new Target(message, client, epoch)), Optional.empty());
    }

    /** Orders that what was set aside is dropped; in the transaction that decides it. */
    void discardQuarantined(Connection connection, String site, String entry) throws SQLException {
        add(connection, site, Kind.DISCARD_QUARANTINED, Optional.empty(), Optional.of(entry));
    }

    private void add(Connection connection, String site, Kind kind, Optional<Target> target, Optional<String> entry)
            throws SQLException {
        Instant now = clock.instant();
        try (PreparedStatement insert = connection.prepareStatement(ADD)) {
            insert.setBytes(1, MessageId.create(clock).bytes());
            insert.setString(2, site);
            insert.setString(3, column(kind));
            Rows.set(insert, 4, target.map(each -> each.message().bytes()));
            Rows.set(insert, 5, target.map(each -> each.client().value()));
            insert.setInt(6, target.map(Target::epoch).orElse(0));
            Rows.set(insert, 7, entry);
            insert.setObject(8, Rows.time(now));
            insert.setObject(9, Rows.time(now));
            insert.executeUpdate();
        }
    }

    /** Takes back what was ordered about a message; in the transaction that makes it needless. */
    public static void withdraw(Connection connection, MessageId message, ClientId client) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(WITHDRAW)) {
            delete.setBytes(1, message.bytes());
            delete.setString(2, client.value());
            delete.executeUpdate();
        }
    }

    /** Some that nobody of the site works on, oldest first; given to the caller for a while. */
    List<Command> give(String site) {
        return isAny(site) ? database.batch(connection -> give(connection, site)) : List.of();
    }

    /** Workers ask every second, and mostly in vain: without a transaction then. */
    private boolean isAny(String site) {
        return database.read(execute -> execute.createNamedGet("commands-any", ANY.replace("?", ":site"))
                .addParam("site", site)
                .execute()
                .isPresent());
    }

    private List<Command> give(Connection connection, String site) throws SQLException {
        Instant now = clock.instant();
        List<Command> commands = open(connection, site, now);
        for (Command command : commands) {
            until(connection, command.id(), now.plus(GIVEN_FOR));
        }
        return commands;
    }

    private static List<Command> open(Connection connection, String site, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OPEN)) {
            select.setString(1, site);
            select.setObject(2, Rows.time(now));
            select.setInt(3, MOST_AT_ONCE);
            try (ResultSet rows = select.executeQuery()) {
                List<Command> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(command(rows));
                }
                return found;
            }
        }
    }

    private static Command command(ResultSet rows) throws SQLException {
        Kind kind = Kind.valueOf(rows.getString("kind").toUpperCase(Locale.ROOT));
        Optional<Target> target = kind == Kind.REQUEUE
                ? Optional.of(new Target(
                        MessageId.ofBytes(rows.getBytes("message_id")),
                        new ClientId(rows.getString("client_id")),
                        rows.getInt("requeue_epoch")))
                : Optional.empty();
        UUID id = MessageId.ofBytes(rows.getBytes("command_id")).value();
        return new Command(id, kind, target, Optional.ofNullable(rows.getString("entry")));
    }

    private static void until(Connection connection, UUID id, Instant end) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(GIVE)) {
            update.setObject(1, Rows.time(end));
            update.setBytes(2, Rows.bytes(id));
            update.executeUpdate();
        }
    }

    /** Takes a worker's word: what is done is gone, what is postponed is given out again soon. Unknown ids do nothing. */
    void answered(List<UUID> done, List<UUID> postponed) {
        if (done.isEmpty() && postponed.isEmpty()) {
            return;
        }
        database.batch(connection -> {
            Instant again = clock.instant().plus(POSTPONED_FOR);
            for (UUID id : postponed) {
                until(connection, id, again);
            }
            for (UUID id : done) {
                delete(connection, id);
            }
            return done.size();
        });
    }

    private static void delete(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DONE)) {
            delete.setBytes(1, Rows.bytes(id));
            delete.executeUpdate();
        }
    }

    private static String column(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** One, as it is kept. */
    record Command(UUID id, Kind kind, Optional<Target> target, Optional<String> entry) {}

    /**
     * What is to be put back.
     *
     * @param epoch how often it was put back, this time included
     */
    record Target(MessageId message, ClientId client, int epoch) {}
}
