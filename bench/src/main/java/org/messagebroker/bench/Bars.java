package org.messagebroker.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is asked of the figures, and whether they meet it. What was not measured is left out. */
final class Bars {
    private static final int SYNCS = 3;
    private static final double LEAST_SHARE_AT_1000 = 0.8;
    private static final double LONGER_INSERT_MS = 100;

    private final Figures figures;

    Bars(Figures figures) {
        this.figures = figures;
    }

    /** A line for each that was measured. */
    String text() {
        return Stream.concat(bars().stream(), RowBars.of(figures).stream())
                .flatMap(bar -> bar.line().stream())
                .collect(Collectors.joining());
    }

    private List<Bar> bars() {
        return List.of(
                least("accepted at 64 connections, share of the echo", "accept.c64.ratio", 0.50),
                least("accepted at 256 connections, share of the echo", "accept.c256.ratio", 0.55),
                new Bar("p99 at half the rate, ms (echo + 3 syncs)", figure("accept.half.p99_ms"), halfBar(), true),
                most("errors at 1,000 connections", "accept.c1000.errors", 0),
                new Bar("accepted/s at 1,000 connections", figure("accept.c1000.rate"), thousandBar(), false),
                least("stored/s, with a backlog that does not grow", "delivered.rate", 4000),
                most("a lone message, accepted to delivered, p50 ms", "lone.p50_ms", 25),
                most("a lone message, accepted to delivered, p99 ms", "lone.p99_ms", 100),
                most("errors beside 50 people who log in", "logins.beside.errors", 0),
                least("accepted/s beside them", "logins.beside.rate", 990),
                most("until all of those are delivered, s", "logins.beside.drain_seconds", 1),
                most("errors while a backlog gathers", "backlog.errors", 0),
                most("messages lost of a backlog", "backlog.lost", 0),
                most("proxy's heap with a backlog, MiB", "backlog.heap_mb.proxy", 256),
                most("worker's heap with a backlog, MiB", "backlog.heap_mb.worker", 256),
                most("until nobody sees what is let go, s", "retention.invisible_seconds", 1),
                most("until the partitions of six months are gone, s", "retention.seconds", 2),
                new Bar(
                        "the longest insert meanwhile, ms (calm + 100)",
                        figure("retention.insert_max_ms"),
                        figure("retention.insert_calm_max_ms").map(calm -> calm + LONGER_INSERT_MS),
                        true),
                most("proxy's memory, MiB", "rss_mb.proxy", 256),
                most("worker's memory, MiB", "rss_mb.worker", 256),
                most("server's memory, MiB", "rss_mb.server", 256),
                most("proxy's start, s of processor time", "start.proxy.cpu_s", 2.5),
                most("worker's start, s of processor time", "start.worker.cpu_s", 2.5),
                most("server's start, s of processor time", "start.server.cpu_s", 2.5),
                most("administration's start, s of processor time", "start.admin.cpu_s", 2.5));
    }

    private Bar least(String what, String key, double bar) {
        return new Bar(what, figure(key), Optional.of(bar), false);
    }

    private Bar most(String what, String key, double bar) {
        return new Bar(what, figure(key), Optional.of(bar), true);
    }

    private Optional<Double> halfBar() {
        return figure("echo.half.p99_ms")
                .flatMap(echo -> figure("disk.fdatasync.p99_ms").map(sync -> echo + SYNCS * sync));
    }

    private Optional<Double> thousandBar() {
        return figure("accept.c64.rate").map(rate -> rate * LEAST_SHARE_AT_1000);
    }

    private Optional<Double> figure(String key) {
        return figures.number(key).map(Number::doubleValue);
    }
}
