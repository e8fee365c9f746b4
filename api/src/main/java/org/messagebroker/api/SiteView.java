package org.messagebroker.api;

import java.util.Optional;

/**
 * A site: one Redis with the proxies and workers beside it.
 *
 * @param ratePerMinute most messages in a minute of all its clients together; absent for no limit
 * @param clients how many belong to it
 */
public record SiteView(String name, Optional<Integer> ratePerMinute, long clients) {}
