package org.messagebroker.server.message;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.PhoneNumber;
import org.messagebroker.server.message.MessageSearch.Term;

/**
 * A search as SQL: fixed conditions put together, every value a parameter. Times become bounds of the id, whose first 48
 * bits are its millisecond, so that one index (and later one set of partitions) answers.
 *
 * @param sql with named parameters
 * @param parameters by name
 */
record SearchStatement(String sql, Map<String, Object> parameters) {

    private static final String SELECT = """
            SELECT message_id, client_id, status, attempt_count, queued_at, created_at, delivered_at, sender_number,
                message_body
            FROM messages""";

    static SearchStatement of(MessageSearch search, Function<PhoneNumber, List<byte[]>> index) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> parameters = new HashMap<>();
        search.client().ifPresent(client -> {
            conditions.add("client_id = :client");
            parameters.put("client", client.value());
        });
        search.status().ifPresent(status -> {
            conditions.add("status = :status");
            parameters.put("status", StoredStatus.of(status).rank());
        });
        search.from().ifPresent(from -> {
            conditions.add("message_id >= :from_id");
            parameters.put("from_id", bound(from));
        });
        search.until().ifPresent(until -> {
            conditions.add("message_id < :until_id");
            parameters.put("until_id", bound(until));
        });
        search.after().map(MessageId::bytes).ifPresent(after -> {
            conditions.add("message_id < :after_id");
            parameters.put("after_id", after);
        });
        switch (search.term()) {
            case Term.Anything all -> {}
            case Term.Id(MessageId id) -> {
                conditions.add("message_id = :id");
                parameters.put("id", id.bytes());
            }
            case Term.Number(PhoneNumber number) -> {
                List<byte[]> values = index.apply(number);
                conditions.add("sender_number_hmac IN (" + places("number_", values) + ")");
                IntStream.range(0, values.size()).forEach(i -> parameters.put("number_" + i, values.get(i)));
            }
            case Term.Nothing none -> conditions.add("FALSE");
        }
        parameters.put("limit", search.limit());
        parameters.put("skip", search.skip());
        return new SearchStatement(
                SELECT + where(conditions) + " ORDER BY message_id DESC LIMIT :limit OFFSET :skip", parameters);
    }

    private static String places(String name, List<?> values) {
        return IntStream.range(0, values.size()).mapToObj(i -> ":" + name + i).collect(Collectors.joining(", "));
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    /** The smallest 16 bytes of an id made at this millisecond. */
    private static byte[] bound(Instant time) {
        return ByteBuffer.allocate(16)
                .putLong(Math.max(0, time.toEpochMilli()) << 16)
                .array();
    }
}
