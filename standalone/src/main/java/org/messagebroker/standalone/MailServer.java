package org.messagebroker.standalone;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * A mail server on this machine that keeps what it gets in the installation's {@link Mailbox} and passes nothing on, so that
 * mail can be tried without any. It takes the place of one of the site's own.
 */
final class MailServer implements AutoCloseable {

    private final Mailbox mailbox;
    private final GreenMail server;

    MailServer(Mailbox mailbox, int port) {
        this.mailbox = mailbox;
        this.server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    }

    /** Returns when it listens. */
    void start() {
        server.getUserManager().setMessageDeliveryHandler(this::keep);
        server.start();
    }

    private GreenMailUser keep(MovingMessage message, MailAddress recipient) throws MessagingException, UserException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            message.getMessage().writeTo(bytes);
            mailbox.add(bytes.toByteArray());
        } catch (IOException e) {
            throw new MessagingException("the mail cannot be kept", e);
        }
        return forgetful(recipient.getEmail());
    }

    /** The server keeps what it gets in memory too, where nobody looks for it. */
    private GreenMailUser forgetful(String email) throws UserException {
        UserManager users = server.getUserManager();
        Optional.ofNullable(users.getUserByEmail(email)).ifPresent(users::deleteUser);
        return users.createUser(email, email, "");
    }

    @Override
    public void close() {
        server.stop();
    }
}
