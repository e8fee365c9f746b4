package org.messagebroker.queue;

/**
 * How much of the site's rate a shard may take. Several shards cannot count together in one script, so each takes leases on
 * a count that stands at the first: small ones, so that little is left unused, and all together never above the rate.
 *
 * @param minute for which it holds; empty when the shard is the only one and takes the whole rate
 * @param most messages in that minute
 */
record SiteShare(String minute, long most) {

    static final SiteShare WHOLE = new SiteShare("", 0);

    static SiteShare none() {
        return new SiteShare("0", 0);
    }

    /** What is known to be granted for a minute. */
    long in(String asked) {
        return minute.equals(asked) ? most : 0;
    }
}
