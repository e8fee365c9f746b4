package org.messagebroker.server.database;

import io.helidon.dbclient.DbRow;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** How values stand in the database: times as UTC to the millisecond, ids as 16 bytes. */
public final class Rows {

    private Rows() {}

    /** A time as it is written. */
    public static LocalDateTime time(Instant instant) {
        return LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);
    }

    /** A time that is always there. */
    public static Instant time(DbRow row, String column) {
        return row.column(column).get(LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    /** A time that may be absent. */
    public static Optional<Instant> optionalTime(DbRow row, String column) {
        return Optional.ofNullable(row.column(column).get(LocalDateTime.class))
                .map(time -> time.toInstant(ZoneOffset.UTC));
    }

    /** Bytes that may be absent. */
    public static Optional<byte[]> optionalBytes(DbRow row, String column) {
        return Optional.ofNullable(row.column(column).get(byte[].class));
    }

    /** A whole number of whatever type the driver gives. */
    public static long number(DbRow row, String column) {
        return row.column(column).get(Number.class).longValue();
    }

    /** A whole number that may be absent. */
    public static Optional<Long> optionalNumber(DbRow row, String column) {
        return Optional.ofNullable(row.column(column).get(Number.class)).map(Number::longValue);
    }

    /** Text that may be absent. */
    public static Optional<String> optionalText(DbRow row, String column) {
        return Optional.ofNullable(row.column(column).get(String.class));
    }

    /** A UUID as it is written. */
    public static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /** Sets a parameter, to NULL where there is no value. */
    public static void set(PreparedStatement statement, int place, Optional<?> value) throws SQLException {
        if (value.isPresent()) {
            statement.setObject(place, value.get());
        } else {
            statement.setNull(place, Types.NULL);
        }
    }

    /** A UUID that is always there. */
    public static UUID uuid(DbRow row, String column) {
        ByteBuffer bytes = ByteBuffer.wrap(row.column(column).get(byte[].class));
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
