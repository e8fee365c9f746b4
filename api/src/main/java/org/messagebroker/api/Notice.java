package org.messagebroker.api;

/** What happened, for a person. */
public record Notice(String message) {}
