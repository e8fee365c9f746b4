package org.messagebroker.api;

/** {@code POST /admin/quarantine/discard}: drop what a site's queue has set aside. */
public record QuarantineOrder(String site, String entry) {}
