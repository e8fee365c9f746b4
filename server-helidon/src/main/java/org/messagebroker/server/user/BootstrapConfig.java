package org.messagebroker.server.user;

import java.nio.file.Path;

/**
 * The first administrator of a new database.
 *
 * @param passwordFile holds his password on one line; readable by its owner only
 */
public record BootstrapConfig(String email, Path passwordFile) {}
