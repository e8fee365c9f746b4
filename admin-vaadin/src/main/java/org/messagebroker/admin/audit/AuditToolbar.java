package org.messagebroker.admin.audit;

import com.vaadin.flow.component.html.Div;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.messagebroker.admin.day.DayField;
import org.messagebroker.admin.page.ChoiceFilter;
import org.messagebroker.admin.page.SearchField;

/** Asks which acts to show. */
final class AuditToolbar extends Div {

    private final SearchField who;
    private final SearchField target;
    private final ChoiceFilter<Subject> subject;
    private final ChoiceFilter<String> chain;
    private final DayField from = new DayField("audit-from");
    private final DayField to = new DayField("audit-to");

    /** @param ask takes what was changed: its name in the address, and its value */
    AuditToolbar(BiConsumer<String, Optional<String>> ask) {
        who = new SearchField("audit-who", text -> ask.accept(AuditFilter.WHO, text));
        target = new SearchField("audit-target", text -> ask.accept(AuditFilter.TARGET, text));
        subject = new ChoiceFilter<>(
                "audit-what",
                List.of(Subject.values()),
                chosen -> ask.accept(AuditFilter.SUBJECT, chosen.map(Subject::tag)));
        chain = new ChoiceFilter<>(
                "audit-chain", List.of(AuditFilter.LOGINS), chosen -> ask.accept(AuditFilter.CHAIN, chosen));
        day(from, AuditFilter.FROM, ask);
        day(to, AuditFilter.TO, ask);
        addClassName("toolbar");
        add(who, subject, target, chain, from, to);
    }

    /** Shows what is looked for. */
    void show(AuditFilter filter) {
        who.show(filter.who());
        target.show(filter.target());
        subject.show(filter.subject());
        chain.show(filter.failedLogins() ? Optional.of(AuditFilter.LOGINS) : Optional.empty());
        from.setValue(filter.from().orElse(null));
        to.setValue(filter.to().orElse(null));
    }

    /** Writes every word anew. */
    void say() {
        who.say(getTranslation("audit.search.who"));
        target.say(getTranslation("audit.search.target"));
        subject.say(
                getTranslation("audit.column.what"),
                getTranslation("audit.search.everything"),
                each -> getTranslation("act." + each.tag()));
        chain.say(
                getTranslation("audit.chain"),
                getTranslation("audit.chain.acts"),
                logins -> getTranslation("audit.chain.logins"));
        from.setLabel(getTranslation("audit.from"));
        to.setLabel(getTranslation("audit.to"));
    }

    private static void day(DayField field, String name, BiConsumer<String, Optional<String>> ask) {
        field.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                ask.accept(name, field.chosen().map(LocalDate::toString));
            }
        });
    }
}
