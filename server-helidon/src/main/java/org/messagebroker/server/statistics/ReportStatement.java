package org.messagebroker.server.statistics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.messagebroker.api.ClientId;
import org.messagebroker.server.statistics.ReportQuestion.Grouping;

/**
 * A report as SQL: one branch for each run of rollups, and one for what is not in them yet, so that sums are exact at any
 * moment. Fixed text put together, every value a parameter.
 *
 * @param sql with named parameters
 * @param parameters by name
 */
record ReportStatement(String sql, Map<String, Object> parameters) {

    private static final String ROLLUPS = """
            SELECT %s, %s FROM statistics_rollups r
            WHERE r.span = :span%d AND r.period >= :from%d AND r.period < :until%d AND %s%s""";
    private static final String PENDING = """
            SELECT %s, %s FROM statistics_pending r%s
            WHERE r.quarter >= :from AND r.quarter < :until AND %s%s""";
    private static final String DOMAINS = " LEFT JOIN clients c ON c.client_id = r.client_id";

    /**
     * @param named the groups to be told apart; all if absent
     */
    static ReportStatement of(ReportQuestion question, List<Segment> segments, Optional<List<String>> named) {
        return new Builder(question, named).statement(segments);
    }

    /** One statement under construction. */
    private static final class Builder {

        private final ReportQuestion question;
        private final Optional<List<String>> named;
        private final Map<String, Object> parameters = new HashMap<>();

        Builder(ReportQuestion question, Optional<List<String>> named) {
            this.question = question;
            this.named = named;
        }

        ReportStatement statement(List<Segment> segments) {
            parameters.put("from", Quarter.of(question.range().from()));
            parameters.put("until", Quarter.of(question.range().to()));
            question.client().map(ClientId::value).ifPresent(client -> parameters.put("client", client));
            question.domain().ifPresent(domain -> parameters.put("domain", domain));
            List<String> branches = new ArrayList<>();
            for (Segment segment : segments) {
                branches.add(rollups(segment, branches.size()));
            }
            branches.add(pending());
            return new ReportStatement(String.join(" UNION ALL ", branches), parameters);
        }

        private String rollups(Segment segment, int number) {
            parameters.put("span" + number, segment.span().wire());
            parameters.put("from" + number, segment.from());
            parameters.put("until" + number, segment.until());
            Source source = new Source("'" + segment.span().wire() + "'", "r.period", "r.domain");
            return ROLLUPS.formatted(
                    columns(source), Measures.SUMS, number, number, number, who(source, true), groups());
        }

        /** Those have no domain of their own yet, and no row of everybody together. */
        private String pending() {
            Source source = new Source("'" + Span.QUARTER.wire() + "'", "r.quarter", "COALESCE(c.domain, '')");
            return PENDING.formatted(
                    columns(source), Measures.SUMS, needsDomain() ? DOMAINS : "", who(source, false), groups());
        }

        private boolean needsDomain() {
            return question.domain().isPresent() || question.grouping() == Grouping.DOMAIN;
        }

        private String columns(Source source) {
            String period = isCut() ? source.period() : "0";
            return source.span() + " AS part, " + period + " AS piece, " + group(source) + " AS named";
        }

        private String group(Source source) {
            return switch (question.grouping()) {
                case NONE, STATUS -> "''";
                case CLIENT -> amongNamed("r.client_id");
                case DOMAIN -> amongNamed(source.domain());
            };
        }

        private String amongNamed(String column) {
            return named.map(groups -> "CASE WHEN " + column + " IN (" + places(groups) + ") THEN " + column + " END")
                    .orElse(column);
        }

        private String places(List<String> groups) {
            for (int i = 0; i < groups.size(); i++) {
                parameters.put("group" + i, groups.get(i));
            }
            return groups.isEmpty()
                    ? "NULL"
                    : IntStream.range(0, groups.size())
                            .mapToObj(i -> ":group" + i)
                            .collect(Collectors.joining(", "));
        }

        private boolean isCut() {
            return question.bucket() != Bucket.NONE;
        }

        private String groups() {
            List<String> columns = new ArrayList<>();
            if (isCut()) {
                columns.add("piece");
            }
            if (question.grouping().isByRows()) {
                columns.add("named");
            }
            return columns.isEmpty() ? "" : " GROUP BY " + String.join(", ", columns);
        }

        /** Everybody together has rows of its own in the rollups. */
        private String who(Source source, boolean summed) {
            List<String> conditions = new ArrayList<>();
            if (question.client().isPresent()) {
                conditions.add("r.client_id = :client");
            } else if (summed) {
                conditions.add(
                        question.grouping().isByRows() || question.domain().isPresent()
                                ? "r.client_id > ''"
                                : "r.client_id = ''");
            }
            question.domain().ifPresent(_ -> conditions.add(source.domain() + " = :domain"));
            return conditions.isEmpty() ? "TRUE" : String.join(" AND ", conditions);
        }
    }

    /** The columns of a kind of rows. */
    private record Source(String span, String period, String domain) {}
}
