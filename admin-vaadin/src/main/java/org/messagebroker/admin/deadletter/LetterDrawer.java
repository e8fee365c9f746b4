package org.messagebroker.admin.deadletter;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.messagebroker.admin.deadletter.LetterActs.Act;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Drawer;
import org.messagebroker.admin.page.Facts;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.admin.page.Outcome;
import org.messagebroker.api.DeadLetterState;
import org.messagebroker.api.DeadLetterView;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.Permission;

/** Everything about one message that was given up, and what can be decided on it. */
final class LetterDrawer extends Drawer<DeadLetterView> {

    private final MessageId id;
    private final LetterActs acts;
    private Optional<DeadLetterView> read = Optional.empty();

    LetterDrawer(MessageId id, LetterActs acts, Duration pause) {
        super("letter");
        this.id = id;
        this.acts = acts;
        watch(pause, () -> acts.letter(id, false));
    }

    MessageId messageId() {
        return id;
    }

    @Override
    protected List<Component> parts(DeadLetterView letter, Formats formats) {
        Stream<Component> known = Stream.of(text(), facts(letter, formats));
        boolean decidable = letter.state() == DeadLetterState.DEAD && allows(LetterActs.DECIDING);
        return Stream.concat(known, decidable ? Stream.of(decisions()) : Stream.empty())
                .toList();
    }

    private Component text() {
        if (read.isEmpty() && allows(Set.of(Permission.MESSAGE_BODY_READ))) {
            return unread(this::readText);
        }
        return text(
                read.flatMap(DeadLetterView::messageBody),
                () -> read.flatMap(DeadLetterView::unreadable)
                        .map(Foreign::english)
                        .orElseGet(() -> new Span(getTranslation("message.no-body"))));
    }

    private void readText() {
        Outcome.take(acts.letter(id, true), letter -> {
            read = Optional.of(letter);
            show(letter);
        });
    }

    private Component decisions() {
        Button requeue = new Button(
                getTranslation("deadletters.requeue.submit"),
                VaadinIcon.ROTATE_LEFT.create(),
                click -> acts.some(Act.REQUEUE, List.of(id), () -> {}));
        requeue.setId("letter-requeue");
        Button discard = new Button(
                getTranslation("deadletters.discard.submit"),
                VaadinIcon.TRASH.create(),
                click -> acts.some(Act.DISCARD, List.of(id), this::close));
        discard.setId("letter-discard");
        discard.addThemeVariants(ButtonVariant.ERROR);
        Div decisions = new Div(requeue, discard);
        decisions.addClassName("page-actions");
        return decisions;
    }

    private Component facts(DeadLetterView letter, Formats formats) {
        Facts facts = new Facts();
        Badge kind = new Badge(getTranslation("deadletters.kind." + AskedLetters.wire(letter.kind())));
        kind.getElement().setAttribute("theme", "error");
        facts.fact("deadletters.column.kind", kind);
        facts.fact(
                "deadletters.column.state", getTranslation("deadletters.state." + AskedLetters.wire(letter.state())));
        facts.fact("deadletters.column.reason", Foreign.english(letter.reason()));
        facts.fact("deadletters.column.client", Foreign.ltr(letter.clientId().value()));
        read.flatMap(DeadLetterView::senderNumberMasked)
                .ifPresent(number -> facts.fact("messages.column.number", Foreign.ltr(number)));
        facts.fact("deadletters.column.attempts", formats.number(letter.attemptCount()));
        facts.fact("deadletters.column.accepted", formats.dateTime(letter.acceptedAt()));
        facts.fact("deadletters.column.died", formats.dateTime(letter.diedAt()));
        facts.fact("message.id", Foreign.ltr(letter.messageId().toString()));
        return facts;
    }
}
