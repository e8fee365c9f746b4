package org.messagebroker.server.message;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.PhoneNumber;
import org.messagebroker.server.message.MessageSearch.Term;
import org.messagebroker.server.retention.FloorStore;
import org.messagebroker.server.retention.Floors;

/** Finds the rows of one page: from the newest partitions on, and no further back than it takes to fill the page. */
final class MessageFinder {

    private static final String DOMAIN =
            "SELECT client_id FROM clients WHERE domain = :domain ORDER BY client_id LIMIT 5000";

    private final Function<PhoneNumber, List<byte[]>> index;
    private final InstantSource clock;

    MessageFinder(Function<PhoneNumber, List<byte[]>> index, InstantSource clock) {
        this.index = index;
        this.clock = clock;
    }

    <T> List<T> find(DbExecute execute, MessageSearch search, Function<DbRow, T> mapped) {
        Floors floors = FloorStore.read(execute);
        MessageSearch asked = search.domain()
                .map(domain -> search.among(clientsOf(execute, domain)))
                .orElse(search);
        IdRange range = range(asked, floors);
        // A page is counted from its newest row, so rows to be skipped are looked for all at once.
        List<IdRange> looks = asked.skip() > 0 ? List.of(range) : range.looks();
        List<T> found = new ArrayList<>();
        for (IdRange look : looks) {
            if (!look.isEmpty() && found.size() < asked.limit()) {
                found.addAll(look(execute, asked.limitedTo(asked.limit() - found.size()), look, floors, mapped));
            }
        }
        return found;
    }

    private IdRange range(MessageSearch search, Floors floors) {
        Instant lowest = search.clients()
                .filter(clients -> clients.size() == 1)
                .map(clients -> floors.of(clients.getFirst()))
                .orElseGet(floors::lowest);
        IdRange range = IdRange.of(search, lowest, clock.instant());
        return search.term() instanceof Term.Id(MessageId id) ? range.only(id) : range;
    }

    private <T> List<T> look(
            DbExecute execute, MessageSearch search, IdRange range, Floors floors, Function<DbRow, T> mapped) {
        MessageSearch narrowed =
                range.endsBefore(floors.usual()) ? search.among(floors.keepersBefore(floors.usual())) : search;
        if (narrowed.isOfNobody() || narrowed.term() instanceof Term.Nothing) {
            return List.of();
        }
        List<byte[]> numbers =
                narrowed.term() instanceof Term.Number(PhoneNumber wanted) ? index.apply(wanted) : List.of();
        SearchStatement statement = SearchStatement.of(narrowed, range, floors, numbers);
        return execute.createQuery(statement.sql())
                .params(statement.parameters())
                .execute()
                .map(mapped)
                .toList();
    }

    private static List<ClientId> clientsOf(DbExecute execute, String domain) {
        return execute.createNamedQuery("clients-of-domain", DOMAIN)
                .addParam("domain", domain)
                .execute()
                .map(row -> new ClientId(row.column("client_id").getString()))
                .toList();
    }
}
