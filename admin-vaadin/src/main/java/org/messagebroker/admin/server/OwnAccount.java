package org.messagebroker.admin.server;

import org.messagebroker.api.CodeProof;
import org.messagebroker.api.OwnPasswordOrder;
import org.messagebroker.api.PasswordProof;
import org.messagebroker.api.RecoveryCodes;
import org.messagebroker.api.SecondFactorEnrolment;
import org.messagebroker.api.SecondFactorView;
import org.springframework.stereotype.Component;

/** What a person does about his own account at the server: {@code /portal}. Thread-safe. */
@Component
public final class OwnAccount {

    private static final Uri SECOND_FACTOR = Uri.of("/portal/second-factor");
    private static final Uri PASSWORD = Uri.of("/portal/password");

    private final ServerCalls server;

    OwnAccount(ServerCalls server) {
        this.server = server;
    }

    /** Changes the password; the person's other sessions end, this one goes on. */
    public Answer<Nothing> choosePassword(PortalSession session, OwnPasswordOrder order) {
        return server.put(session, PASSWORD, order, Nothing.class).map(done -> {
            session.renew();
            return done;
        });
    }

    /** Whether there is a second factor, and whether there has to be. */
    public Answer<SecondFactorView> secondFactor(PortalSession session) {
        return server.get(session, SECOND_FACTOR, SecondFactorView.class);
    }

    /** Begins to set one up; it counts once it is confirmed. */
    public Answer<SecondFactorEnrolment> beginSecondFactor(PortalSession session, PasswordProof proof) {
        return server.post(session, SECOND_FACTOR, proof, SecondFactorEnrolment.class);
    }

    /** Confirms it with a first code. */
    public Answer<RecoveryCodes> confirmSecondFactor(PortalSession session, CodeProof proof) {
        return server.post(session, Uri.of("/portal/second-factor/confirm"), proof, RecoveryCodes.class);
    }

    /** Other recovery codes; the old ones are good no more. */
    public Answer<RecoveryCodes> newRecoveryCodes(PortalSession session, CodeProof proof) {
        return server.post(session, Uri.of("/portal/second-factor/recovery-codes"), proof, RecoveryCodes.class);
    }

    /** Takes it away, unless the role requires it. */
    public Answer<Nothing> disableSecondFactor(PortalSession session, CodeProof proof) {
        return server.post(session, Uri.of("/portal/second-factor/disable"), proof, Nothing.class);
    }
}
