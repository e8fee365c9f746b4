package org.messagebroker.admin.server;

/**
 * What the pages show of a proxy.
 *
 * @param verifiesClients false while it takes clients without a certificate
 */
public record ProxyState(String name, boolean verifiesClients) {}
