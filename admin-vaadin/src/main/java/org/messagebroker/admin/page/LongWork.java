package org.messagebroker.admin.page;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.server.Answer;

/**
 * Long work that is done piece by piece, beside the page's thread and without its lock. It tells how far it is; when the
 * person stops it or leaves the page, it ends after the piece at hand.
 *
 * @param <P> how far it is
 */
public final class LongWork<P extends LongWork.Progress> extends Dialog {

    private final long total;
    private final Function<P, Answer<P>> piece;
    private final Consumer<P> ended;
    private final ProgressBar bar = new ProgressBar();
    private final Span words = new Span();
    private final Button stop = new Button(getTranslation("work.stop"), click -> stop());
    private volatile boolean stopped;

    /**
     * @param name of its words: {@code <name>.title}
     * @param total how much there was to do when it was counted
     * @param piece does one more, from where the last one ended; asked on another thread
     * @param ended is told how far it came, with the page locked
     */
    public LongWork(String name, long total, Function<P, Answer<P>> piece, Consumer<P> ended) {
        this.total = total;
        this.piece = piece;
        this.ended = ended;
        setId("long-work");
        addClassName("form-dialog");
        setHeaderTitle(getTranslation(name + ".title"));
        setCloseOnEsc(false);
        setCloseOnOutsideClick(false);
        addDetachListener(left -> stopped = true);
        bar.getElement().setAttribute("aria-label", getTranslation(name + ".title"));
        words.setId("work-so-far");
        words.getElement().setAttribute("role", "status");
        Div content = new Div(bar, words);
        content.addClassName("page-content");
        add(content);
        stop.setId("work-stop");
        stop.setDisableOnClick(true);
        getFooter().add(stop);
    }

    /** Begins. */
    public void begin(P nothingYet) {
        UI ui = UI.getCurrentOrThrow();
        open();
        tell(ui, nothingYet);
        Thread.ofVirtual().start(() -> work(ui, nothingYet));
    }

    private void stop() {
        stopped = true;
        stop.setText(getTranslation("work.stopping"));
    }

    private void work(UI ui, P nothingYet) {
        AtomicReference<P> soFar = new AtomicReference<>(nothingYet);
        try {
            while (!stopped && !soFar.get().isOver()) {
                workOn(ui, soFar);
            }
        } finally {
            show(ui, () -> end(soFar.get()));
        }
    }

    private void workOn(UI ui, AtomicReference<P> soFar) {
        Answer<P> answer = Live.ask(() -> piece.apply(soFar.get()));
        if (answer instanceof Answer.Given<P>(P next)) {
            soFar.set(next);
            show(ui, () -> tell(ui, next));
        } else {
            stopped = true;
            show(ui, () -> Outcome.take(answer, never -> {}));
        }
    }

    private void tell(UI ui, P soFar) {
        Formats formats = Formats.of(ui);
        long seen = Math.min(soFar.seen(), total);
        bar.setMax(Math.max(total, 1));
        bar.setValue(seen);
        words.setText(getTranslation("work.so-far", formats.number(seen), formats.number(total)));
    }

    private void end(P reached) {
        close();
        ended.accept(reached);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Vaadin logs what fails in there
    private void show(UI ui, Runnable shower) {
        try {
            ui.access(shower::run);
        } catch (UIDetachedException left) {
            stopped = true;
        }
    }

    /** How far it is. */
    public interface Progress {

        /** How many are behind it. */
        long seen();

        /** Whether there is nothing more to do. */
        boolean isOver();
    }
}
