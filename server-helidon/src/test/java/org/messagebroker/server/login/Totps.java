package org.messagebroker.server.login;

import java.time.Instant;
import org.bouncycastle.util.encoders.Base32;

/** An authenticator app. */
final class Totps {

    private final Totp totp;
    private long step;

    /** @param secret as it is typed into it */
    Totps(String secret) {
        this.totp = new Totp(Base32.decode(secret));
        this.step = now() - 2;
    }

    /** A code that it has not shown yet and that counts now; three in a row do. */
    String next() {
        step = Math.max(step + 1, now() - 1);
        return totp.code(step);
    }

    /** The code that it showed last. */
    String last() {
        return totp.code(step);
    }

    private static long now() {
        return Instant.now().getEpochSecond() / 30;
    }
}
