package org.messagebroker.admin.account;

import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.time.Duration;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Facts;
import org.messagebroker.admin.page.Live;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.OwnAccount;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.SecondFactorView;

/** One's own second factor: whether there is one, and what can be done about it. */
final class SecondFactorCard extends Div {

    private final SecondFactorForms forms;
    private final Live<SecondFactorView> live;
    private boolean known;

    /** @param pause between two looks whether it has changed elsewhere */
    SecondFactorCard(OwnAccount account, PortalSession session, Duration pause) {
        setId("second-factor");
        addClassName("second-factor");
        live = new Live<>(this, pause, () -> account.secondFactor(session), this::show);
        forms = new SecondFactorForms(account, session, live::now);
    }

    /** Writes every word anew. */
    void say() {
        live.again();
    }

    private void show(Answer<SecondFactorView> answer) {
        if (answer instanceof Answer.Given<SecondFactorView>(SecondFactorView factor)) {
            known = true;
            removeAll();
            add(state(factor), new Paragraph(getTranslation(factor.enabled() ? "factor.text.on" : "factor.text.off")));
            addActs(factor);
        } else if (!known) {
            removeAll();
            add(new Paragraph(getTranslation("state.unavailable.text")));
        }
    }

    private Facts state(SecondFactorView factor) {
        Badge badge = new Badge(getTranslation(factor.enabled() ? "factor.on" : "factor.off"));
        badge.setId("second-factor-state");
        badge.getElement().setAttribute("theme", factor.enabled() ? "success" : "warning");
        badge.getElement().setAttribute("data-enabled", String.valueOf(factor.enabled()));
        Facts facts = new Facts().fact("factor.state", badge);
        return factor.enabled() ? facts.fact("factor.left", left(factor)) : facts;
    }

    private Span left(SecondFactorView factor) {
        Span left = new Span(Formats.of(getUI().orElseThrow()).number(factor.recoveryCodesLeft()));
        left.setId("second-factor-left");
        return left;
    }

    private Button begin() {
        Button begin = act("begin", forms::begin);
        begin.addThemeVariants(ButtonVariant.PRIMARY);
        return begin;
    }

    /** Where the role requires a second factor, there is no way to switch it off, and the page says why. */
    private void addActs(SecondFactorView factor) {
        if (!factor.enabled()) {
            add(begin());
        } else if (factor.required()) {
            add(why(), new Div(act("codes", forms::newCodes)));
        } else {
            Div acts = new Div(act("codes", forms::newCodes), disable());
            acts.addClassName("page-actions");
            add(acts);
        }
    }

    private Paragraph why() {
        Paragraph why = new Paragraph(getTranslation("factor.required"));
        why.setId("second-factor-required");
        why.addClassName("secondary");
        return why;
    }

    private Button disable() {
        Button disable = act("disable", forms::disable);
        disable.addThemeVariants(ButtonVariant.ERROR);
        return disable;
    }

    private Button act(String name, Runnable act) {
        Button button = new Button(getTranslation("factor.open." + name), click -> act.run());
        button.setId("second-factor-" + name);
        return button;
    }
}
