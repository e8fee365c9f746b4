package org.messagebroker.api;

/**
 * What a proxy or worker is told for its {@link TrustReport}.
 *
 * @param authorities PEM: the roots to trust from now on
 * @param renew whether the caller's certificate is of another authority than the one that issues, and so is to be renewed
 */
public record TrustNews(String authorities, boolean renew) {}
