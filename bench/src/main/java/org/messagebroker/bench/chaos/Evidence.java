package org.messagebroker.bench.chaos;

/**
 * Whether a fault has taken hold.
 *
 * @param tookHold whether it has
 * @param seen what shows it, or speaks against it
 */
record Evidence(boolean tookHold, String seen) {}
