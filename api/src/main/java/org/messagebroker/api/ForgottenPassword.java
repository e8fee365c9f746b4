package org.messagebroker.api;

/** {@code POST /portal/auth/forgot-password}. */
public record ForgottenPassword(String email) {}
