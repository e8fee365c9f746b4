package org.messagebroker.service.log;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.messagebroker.api.MessageId;
import org.slf4j.MDC;

/**
 * What every log line of this thread says about its cause: {@code request_id} and {@code message_id}. Bound to the
 * thread; hand it to another thread with {@link #carry}.
 */
public final class LogContext {

    private static final String REQUEST = "request_id";
    private static final String MESSAGE = "message_id";

    private LogContext() {}

    /** A request begins on this thread: its id from now on, and no message yet. */
    public static void request(String id) {
        MDC.remove(MESSAGE);
        MDC.put(REQUEST, id);
    }

    /** Which request this thread is serving, or null. */
    public static @Nullable String requestId() {
        return MDC.get(REQUEST);
    }

    /** Lines of this thread are about this message, until {@link Scope#close()}. */
    public static Scope message(MessageId id) {
        Optional<String> before = Optional.ofNullable(MDC.get(MESSAGE));
        MDC.put(MESSAGE, id.toString());
        return () -> before.ifPresentOrElse(value -> MDC.put(MESSAGE, value), () -> MDC.remove(MESSAGE));
    }

    /** The task, with this thread's context wherever it runs. */
    public static Runnable carry(Runnable task) {
        Map<String, String> context =
                Optional.ofNullable(MDC.getCopyOfContextMap()).orElse(Map.of());
        return () -> {
            MDC.setContextMap(context);
            try {
                task.run();
            } finally {
                MDC.clear();
            }
        };
    }

    /** Ends what it began. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
