package org.messagebroker.admin.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.messagebroker.admin.dashboard.Overview.Count;
import org.messagebroker.admin.dashboard.Overview.Glance;
import org.messagebroker.admin.dashboard.Overview.Queue;
import org.messagebroker.api.ProxyView;
import org.messagebroker.api.StatisticsReport.Figures;

class OverviewTest {

    @Test
    void countsAQueueOnceForAllProxiesOfItsSite() {
        assertEquals(
                new Queue(Optional.of(12L), Optional.of(90L)),
                overview(
                                proxy("a", "tehran", Optional.of(10L), Optional.of(5L)),
                                proxy("b", "tehran", Optional.of(9L), Optional.of(4L)),
                                proxy("c", "shiraz", Optional.of(2L), Optional.of(90L)))
                        .queue());
    }

    @Test
    void claimsNothingAboutAQueueThatNobodyCanAsk() {
        assertEquals(
                new Queue(Optional.empty(), Optional.empty()),
                overview(proxy("a", "tehran", Optional.empty(), Optional.empty()))
                        .queue());
    }

    @Test
    void tellsTheChangeOnlyWhereThereWasSomethingBefore() {
        assertEquals(Optional.of(50.0), new Count(messages(15), messages(10)).change());
        assertEquals(Optional.of(-100.0), new Count(messages(0), messages(10)).change());
        assertEquals(Optional.empty(), new Count(messages(15), messages(0)).change());
    }

    private static Overview overview(Glance... proxies) {
        return new Overview(Optional.of(List.of(proxies)));
    }

    private static Glance proxy(String name, String site, Optional<Long> depth, Optional<Long> oldest) {
        return new Glance(name, site, ProxyView.State.GREEN, Optional.empty(), depth, oldest);
    }

    private static Figures messages(long count) {
        return new Figures(count, 0, 0, count, 0, 0, 0, 0, 0);
    }
}
