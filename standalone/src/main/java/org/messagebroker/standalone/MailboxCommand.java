package org.messagebroker.standalone;

import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows the mails that the installation has sent to itself. */
@Command(
        name = "mailbox",
        description = {
            "Shows the mails that were sent, the newest first, or one of them.",
            "For an installation without SMTP_HOST: its mails stay on this machine."
        })
final class MailboxCommand implements Callable<Integer> {

    private static final int LISTED = 20;

    @Mixin
    private Where where = new Where();

    @Parameters(arity = "0..1", paramLabel = "N", description = "this one, with its text; 1 is the newest")
    private Optional<Integer> number = Optional.empty();

    @Override
    public Integer call() throws IOException, MessagingException {
        List<Path> mails = new Mailbox(where.installation()).newestFirst();
        if (number.isPresent()) {
            show(mails, number.get());
        } else {
            list(mails);
        }
        return Exit.DONE.code();
    }

    private static void list(List<Path> mails) throws IOException, MessagingException {
        if (mails.isEmpty()) {
            System.out.println("No mail has been sent.");
        }
        for (int i = 0; i < Math.min(LISTED, mails.size()); i++) {
            MimeMessage mail = read(mails.get(i));
            System.out.printf(
                    "%3d  %s  %-30s  %s%n", i + 1, mail.getSentDate().toInstant(), recipient(mail), mail.getSubject());
        }
    }

    private static void show(List<Path> mails, int number) throws IOException, MessagingException {
        if (number < 1 || number > mails.size()) {
            throw new CommandFailure(Exit.USAGE, "There are " + mails.size() + " mails.");
        }
        MimeMessage mail = read(mails.get(number - 1));
        System.out.println("To: " + recipient(mail));
        System.out.println("Subject: " + mail.getSubject());
        System.out.println();
        System.out.println(text(mail));
        System.out.println("As it was sent, with HTML: " + mails.get(number - 1));
    }

    private static MimeMessage read(Path file) throws IOException, MessagingException {
        try (InputStream in = Files.newInputStream(file)) {
            return new MimeMessage(Session.getInstance(new Properties()), in);
        }
    }

    private static String recipient(MimeMessage mail) throws MessagingException {
        return mail.getRecipients(Message.RecipientType.TO)[0].toString();
    }

    private static String text(MimeMessage mail) throws IOException, MessagingException {
        if (mail.getContent() instanceof Multipart parts) {
            BodyPart first = parts.getBodyPart(0);
            return String.valueOf(first.getContent());
        }
        return String.valueOf(mail.getContent());
    }
}
