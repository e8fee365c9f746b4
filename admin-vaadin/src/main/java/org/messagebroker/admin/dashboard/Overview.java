package org.messagebroker.admin.dashboard;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.messagebroker.api.ProxyView;
import org.messagebroker.api.StatisticsReport.Figures;

/**
 * The queue and the proxies at this moment.
 *
 * @param proxies absent for who may not see them
 */
record Overview(Optional<List<Glance>> proxies) {

    /** For who may not see the proxies. */
    static final Overview NONE = new Overview(Optional.empty());

    Overview {
        proxies = proxies.map(List::copyOf);
    }

    static Overview of(List<ProxyView> proxies) {
        return new Overview(Optional.of(proxies.stream().map(Glance::of).toList()));
    }

    /** How many proxies somebody should look at; absent for who may not see them. */
    Optional<Integer> notGreen() {
        return proxies.map(all -> all.stream()
                .filter(proxy -> proxy.state() != ProxyView.State.GREEN)
                .toList()
                .size());
    }

    /** The messages that wait at all sites; proxies of one site have one queue. */
    Queue queue() {
        Map<String, Long> depths = new TreeMap<>();
        Map<String, Long> ages = new TreeMap<>();
        proxies.orElse(List.of()).forEach(proxy -> {
            proxy.depth().ifPresent(depth -> depths.merge(proxy.site(), depth, Math::max));
            proxy.oldestSeconds().ifPresent(age -> ages.merge(proxy.site(), age, Math::max));
        });
        return new Queue(
                depths.isEmpty()
                        ? Optional.empty()
                        : Optional.of(depths.values().stream()
                                .mapToLong(Long::longValue)
                                .sum()),
                ages.values().stream().max(Long::compare));
    }

    /** Counts now, and of the same part of the period before. */
    record Count(Figures now, Figures before) {

        /** How much more or less there is, in percent; absent when there was nothing. */
        Optional<Double> change() {
            return before.messages() == 0
                    ? Optional.empty()
                    : Optional.of((now.messages() - before.messages()) * 100.0 / before.messages());
        }
    }

    /**
     * What waits.
     *
     * @param depth absent while no queue can be asked
     * @param oldestSeconds absent when nothing waits
     */
    record Queue(Optional<Long> depth, Optional<Long> oldestSeconds) {}

    /** A proxy in few words. */
    record Glance(
            String name,
            String site,
            ProxyView.State state,
            Optional<String> reason,
            Optional<Long> depth,
            Optional<Long> oldestSeconds) {

        static Glance of(ProxyView proxy) {
            return new Glance(
                    proxy.name(), proxy.site(), proxy.state(), proxy.reason(), proxy.depth(), proxy.oldestSeconds());
        }
    }

    /**
     * What somebody should look at; absent for who may not see it.
     *
     * @param many whether there are more dead letters than were counted
     */
    record Attention(
            Optional<Integer> certificates,
            Optional<Integer> users,
            Optional<Integer> deadLetters,
            boolean many,
            Optional<Integer> alerts) {}
}
