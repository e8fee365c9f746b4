package org.messagebroker.admin.page;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.messagebroker.admin.login.LoginMemory;
import org.messagebroker.admin.server.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps asking the server while a component is on a page, and shows what is new. The question is put on a thread of its own;
 * only its answer is shown with the page locked, and only when it differs from the one before. When the sign-in has ended,
 * the page goes back to the login.
 *
 * @param <T> what is asked for; compared with equals
 */
public final class Live<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Live.class);

    private final Component host;
    private final Supplier<Answer<T>> question;
    private final Consumer<Answer<T>> shower;
    private final Duration pause;

    /** How often the question has changed: the answer to an earlier one is not shown any more. */
    private final AtomicInteger changes = new AtomicInteger();

    private volatile Optional<Watch> watch = Optional.empty();
    private volatile Optional<Answer<T>> shown = Optional.empty();

    /**
     * @param host which lives as long as its question
     * @param question asked outside of the page's lock
     * @param shower shows an answer that is new, with the page locked; never one that the session has ended
     */
    public Live(Component host, Duration pause, Supplier<Answer<T>> question, Consumer<Answer<T>> shower) {
        this.host = host;
        this.pause = pause;
        this.question = question;
        this.shower = shower;
        host.addAttachListener(attached -> begin(attached.getUI()));
        host.addDetachListener(detached -> end());
    }

    /** Asks at once, as the question has changed: its answer is shown whatever it is. Begins again what has ended. */
    public void now() {
        changes.incrementAndGet();
        shown = Optional.empty();
        watch.ifPresentOrElse(Watch::now, () -> host.getUI().ifPresent(this::begin));
    }

    /** Shows the last answer again, in another language for instance. */
    public void again() {
        shown.ifPresent(shower);
    }

    /** Asks no more, as long as the question stays the same. */
    public void end() {
        watch.ifPresent(Watch::close);
        watch = Optional.empty();
    }

    private void begin(UI ui) {
        end();
        watch = Optional.of(new Watch(pause, () -> look(ui)));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Vaadin logs what fails in there
    private void look(UI ui) {
        int before = changes.get();
        Answer<T> answer = ask(question);
        try {
            if (!Optional.of(answer).equals(shown)) {
                ui.access(() -> take(ui, answer, before));
            }
        } catch (UIDetachedException closed) {
            end();
        }
    }

    /** A question that fails must not leave a page that looks as if it were up to date, or as if it still waited. */
    public static <T> Answer<T> ask(Supplier<Answer<T>> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            LOG.warn("what a page asks for could not be found out", e);
            return new Answer.Unavailable<>();
        }
    }

    /** While the server answered, the host may have left the page or the question may have changed. */
    private void take(UI ui, Answer<T> answer, int asked) {
        if (watch.isEmpty() || asked != changes.get()) {
            return;
        }
        if (answer instanceof Answer.SessionEnded<T>) {
            end();
            LoginMemory.endSession(ui);
        } else {
            shown = Optional.of(answer);
            shower.accept(answer);
        }
    }
}
