package org.messagebroker.admin.server;

/** The body of an answer that has none. */
public record Nothing() {}
