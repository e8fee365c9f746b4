package org.messagebroker.api;

/** A permission that roles can be made of. */
public record PermissionView(String name, String description) {}
