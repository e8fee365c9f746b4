package org.messagebroker.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.api.MessageView;
import org.messagebroker.api.PhoneNumber;

/** Messages as they occur: both scripts, emoji, every status. */
final class Examples {

    private static final List<String> BODIES = List.of(
            "سلام 👋 سفارش شمارهٔ 48213 آماده است",
            "Your verification code is 482 913. It is valid for two minutes.",
            "واریز مبلغ ۲٬۵۰۰٬۰۰۰ ریال به حساب شما انجام شد",
            "Backup of node db-02 finished in 41 s",
            "جلسهٔ فردا ساعت ۱۰ در Zoom برگزار می‌شود",
            "Temperature in cold store 3 is above the limit: +9.4 °C");
    private static final List<String> CLIENTS = List.of("billing", "warehouse", "crm-tehran", "monitoring");

    private Examples() {}

    /** A delivered message, queued at a time. */
    static MessageView message(Instant time, int number) {
        MessageStatus status = switch (number % 9) {
            case 0 -> MessageStatus.QUEUED;
            case 2 -> MessageStatus.PROCESSING;
            case 5 -> MessageStatus.FAILED;
            default -> MessageStatus.DELIVERED;
        };
        return message(time, number, status, BODIES.get(number % BODIES.size()));
    }

    /** A message with a status and a text. */
    static MessageView message(Instant time, int number, MessageStatus status, String body) {
        MessageId id = MessageId.create(InstantSource.fixed(time));
        boolean delivered = status == MessageStatus.DELIVERED;
        return new MessageView(
                id.value(),
                id,
                new ClientId(CLIENTS.get(number % CLIENTS.size())),
                delivered ? Optional.of(new PhoneNumber("+98912000%04d".formatted(number)).masked()) : Optional.empty(),
                delivered ? Optional.of(body) : Optional.empty(),
                status,
                status == MessageStatus.FAILED ? 10_000 : number % 3,
                time,
                time,
                delivered ? Optional.of(time.plusMillis(420)) : Optional.empty());
    }
}
