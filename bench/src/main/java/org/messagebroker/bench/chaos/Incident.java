package org.messagebroker.bench.chaos;

/**
 * What became of one fault.
 *
 * @param from the number that the next message had when it began
 * @param awaySeconds from its begin until what was disturbed was back
 * @param recoverySeconds from then until every proxy had accepted a message and the server had stored one
 */
record Incident(Fault fault, long from, double awaySeconds, double recoverySeconds) {}
