package org.messagebroker.server.message;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.messagebroker.api.ClientId;
import org.messagebroker.server.message.MessageSearch.Term;
import org.messagebroker.server.retention.Floors;

/**
 * A search as SQL: fixed conditions put together, every value a parameter. It is made of branches, each of which reads one
 * index backwards from its newest entry and stops at the limit, so that no branch costs more than a page, however many rows
 * match; the branches' newest are the page. Ids bound every branch, so that the database looks into the partitions of that
 * time and no others.
 *
 * @param sql with named parameters
 * @param parameters by name
 */
record SearchStatement(String sql, Map<String, Object> parameters) {

    /** Above this, looking through everybody's rows finds a page sooner than looking at each client's. */
    private static final int MOST_CLIENTS = 25;

    private static final String SELECT = """
            SELECT m.message_id, m.client_id, m.status, m.requeue_epoch, m.attempt_count, m.queued_at, m.created_at, m.delivered_at,
                m.sender_number, m.message_body
            FROM (%s ORDER BY message_id DESC LIMIT :limit OFFSET :skip) page
            JOIN messages m ON m.message_id = page.message_id ORDER BY m.message_id DESC""";
    private static final String BRANCH = """
            (SELECT messages.message_id FROM messages FORCE INDEX (%s) WHERE %s
            ORDER BY messages.message_id DESC LIMIT :most)""";

    /** @param numbers the values under which the search word may stand, if it is a number */
    static SearchStatement of(MessageSearch search, IdRange range, Floors floors, List<byte[]> numbers) {
        return new Builder(search, range, floors, numbers).statement();
    }

    /** One statement under construction. */
    private static final class Builder {

        private final MessageSearch search;
        private final IdRange range;
        private final Floors floors;
        private final List<byte[]> numbers;
        private final Map<String, Object> parameters = new HashMap<>();

        Builder(MessageSearch search, IdRange range, Floors floors, List<byte[]> numbers) {
            this.search = search;
            this.range = range;
            this.floors = floors;
            this.numbers = numbers;
        }

        SearchStatement statement() {
            parameters.put("from", range.from());
            parameters.put("until", range.until());
            parameters.put("limit", search.limit());
            parameters.put("skip", search.skip());
            parameters.put("most", search.limit() + search.skip());
            String branches = String.join(" UNION ALL ", branches());
            return new SearchStatement(SELECT.formatted(branches), parameters);
        }

        private List<String> branches() {
            if (search.term() instanceof Term.Number) {
                return numbers.stream().map(this::ofNumber).toList();
            }
            if (search.term() instanceof Term.Id) {
                return List.of(branch("PRIMARY", narrowed(List.of())));
            }
            Optional<List<ClientId>> clients = search.clients().filter(some -> some.size() <= MOST_CLIENTS);
            if (clients.isPresent()) {
                return clients.get().stream().flatMap(this::ofClient).toList();
            }
            String index = search.status().isPresent() ? "messages_status" : "PRIMARY";
            return List.of(branch(index, narrowed(List.of())));
        }

        private String ofNumber(byte[] value) {
            return branch("messages_number", narrowed(List.of("sender_number_hmac = " + parameter("number", value))));
        }

        /** The index of a client's messages goes by status first, so each status is a branch. */
        private Stream<String> ofClient(ClientId client) {
            String of = "client_id = " + parameter("client", client.value());
            return search.status()
                    .map(status -> Stream.of(StoredStatus.of(status)))
                    .orElseGet(() -> Stream.of(StoredStatus.values()))
                    .map(status -> branch(
                            "messages_client", visible(List.of(of, "status = " + parameter("status", status.rank())))));
        }

        private List<String> narrowed(List<String> conditions) {
            List<String> all = new ArrayList<>(conditions);
            search.status()
                    .ifPresent(status -> all.add("status = "
                            + parameter("status", StoredStatus.of(status).rank())));
            search.clients().ifPresent(clients -> all.add(among(clients)));
            return visible(all);
        }

        private String among(List<ClientId> clients) {
            return clients.isEmpty()
                    ? "FALSE"
                    : clients.stream()
                            .map(client -> parameter("client", client.value()))
                            .collect(Collectors.joining(", ", "client_id IN (", ")"));
        }

        /** Rows need to be asked only where floors differ. */
        private List<String> visible(List<String> conditions) {
            List<String> all = new ArrayList<>(conditions);
            if (range.beginsBefore(floors.highest())) {
                all.add(Floors.VISIBLE);
            }
            return all;
        }

        private String branch(String index, List<String> conditions) {
            List<String> all = new ArrayList<>(conditions);
            all.add("messages.message_id >= :from");
            all.add("messages.message_id < :until");
            return BRANCH.formatted(index, String.join(" AND ", all));
        }

        private String parameter(String kind, Object value) {
            String name = IntStream.iterate(0, i -> i + 1)
                    .mapToObj(i -> kind + i)
                    .filter(free -> !parameters.containsKey(free)
                            || parameters.get(free).equals(value))
                    .findFirst()
                    .orElseThrow();
            parameters.put(name, value);
            return ":" + name;
        }
    }
}
