package org.messagebroker.admin.proxy;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.admin.page.Notice;
import org.messagebroker.api.TestMessageView;
import org.messagebroker.api.TestMessageView.Failure;
import org.messagebroker.api.TestMessageView.State;

/** How far a test message has come, step by step; hidden while there is none. */
final class TestSteps extends Div {

    private final H3 title = new H3();
    private final OrderedList steps = new OrderedList();
    private final Notice failed = new Notice();
    private Optional<Shown> shown = Optional.empty();

    TestSteps() {
        setId("proxy-test-steps");
        addClassName("test-steps");
        steps.getElement().setAttribute("aria-live", "polite");
        failed.setId("proxy-test-failed");
        setVisible(false);
        add(title, steps, failed);
    }

    /** Only what differs is written, so that nothing is read out again. */
    void show(Optional<TestMessageView> test, Formats formats) {
        Optional<Shown> next = test.map(each -> new Shown(each, formats));
        if (!next.equals(shown)) {
            shown = next;
            setVisible(test.isPresent());
            test.ifPresent(each -> write(each, formats));
        }
    }

    private void write(TestMessageView test, Formats formats) {
        getElement().setAttribute("data-state", test.state().name().toLowerCase(Locale.ROOT));
        title.setText(getTranslation("proxy.test.title"));
        steps.removeAll();
        steps.add(done(getTranslation("proxy.test.ordered", formats.dateTime(test.orderedAt())), test.orderedBy()));
        step("proxy.test.fetched", formats, test.fetchedAt());
        step("proxy.test.accepted", formats, test.acceptedAt());
        test.deliveredAt().ifPresent(at -> steps.add(delivered(test, at, formats)));
        if (test.state() == State.WAITING || test.state() == State.ACCEPTED) {
            steps.add(waiting(test));
        }
        test.failure().ifPresentOrElse(failure -> tell(test, failure), failed::clear);
    }

    private void step(String key, Formats formats, Optional<Instant> at) {
        at.ifPresent(time -> steps.add(new ListItem(getTranslation(key, formats.time(time)))));
    }

    private ListItem delivered(TestMessageView test, Instant at, Formats formats) {
        String took = formats.number(test.totalMillis().orElse(0L));
        return done(
                getTranslation("proxy.test.delivered", formats.time(at), took),
                test.worker().orElse(""));
    }

    private static ListItem done(String words, String who) {
        return new ListItem(new Span(words + " "), Foreign.ltr(who));
    }

    private ListItem waiting(TestMessageView test) {
        ListItem item = new ListItem(getTranslation(waitingFor(test)));
        item.addClassName("secondary");
        return item;
    }

    private static String waitingFor(TestMessageView test) {
        if (test.fetchedAt().isEmpty()) {
            return "proxy.test.waiting.proxy";
        }
        return test.acceptedAt().isEmpty() ? "proxy.test.waiting.queue" : "proxy.test.waiting.worker";
    }

    private void tell(TestMessageView test, Failure failure) {
        Span words =
                new Span(getTranslation("proxy.test.failed." + failure.name().toLowerCase(Locale.ROOT)));
        if (failure == Failure.NOT_ACCEPTED || failure == Failure.NOT_STORED) {
            test.reason().map(Foreign::english).ifPresent(words::add);
        }
        failed.tell(Notice.Kind.ERROR, getTranslation("proxy.test.failed"), words);
    }

    private record Shown(TestMessageView test, Formats formats) {}
}
