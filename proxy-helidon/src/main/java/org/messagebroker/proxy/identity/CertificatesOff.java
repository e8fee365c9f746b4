package org.messagebroker.proxy.identity;

import java.time.Duration;
import org.messagebroker.proxy.policy.Schedule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says again and again that client certificates are off, while they are. */
public final class CertificatesOff {

    private static final Logger LOG = LoggerFactory.getLogger(CertificatesOff.class);
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private CertificatesOff() {}

    /** At once, then every ten minutes; nothing while certificates are required. */
    public static void say(IdentityConfig config, Schedule schedule) {
        if (!config.verifiesClients()) {
            schedule.every(
                    INTERVAL,
                    () -> LOG.warn(
                            "VERIFY_CLIENT is false: CLIENT CERTIFICATES ARE OFF. Whoever has an API key and is in its"
                                    + " networks can send. Set it to true as soon as every client has a certificate."));
        }
    }
}
