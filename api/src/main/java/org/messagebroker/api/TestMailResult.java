package org.messagebroker.api;

/** The mail server has taken the test mail. */
public record TestMailResult(String sentTo) {}
