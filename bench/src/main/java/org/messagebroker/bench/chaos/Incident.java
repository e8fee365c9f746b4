package org.messagebroker.bench.chaos;

/**
 * What became of one fault.
 *
 * @param from the number that the next message had when it began
 * @param evidence whether it took hold
 * @param awaySeconds from its begin until what was disturbed was back
 * @param recoverySeconds from then until every proxy had accepted a message and the server had stored one
 * @param load how many processes wanted a processor meanwhile, on average over a minute
 */
record Incident(Fault fault, long from, Evidence evidence, double awaySeconds, double recoverySeconds, double load) {

    private static final double LONGEST_RECOVERY_SECONDS = 15;

    boolean isSlow() {
        return recoverySeconds > LONGEST_RECOVERY_SECONDS;
    }
}
