package org.messagebroker.admin.dashboard;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.Optional;
import java.util.function.Function;
import org.messagebroker.admin.language.Formats;

/** What somebody should look at, each with the way to it. */
final class AttentionCard extends Section {

    private final H2 title = new H2();
    private final UnorderedList list = new UnorderedList();
    private final Paragraph nothing = new Paragraph();

    AttentionCard() {
        setId("attention");
        addClassName("card");
        list.addClassName("glances");
        nothing.addClassName("secondary");
        add(title, list, nothing);
    }

    /** What is absent is not known yet; only when all of it is can it be said that there is nothing. */
    void show(Optional<Overview.Attention> attention, Optional<Overview> overview, Formats formats) {
        title.setText(getTranslation("dashboard.attention"));
        nothing.setText(getTranslation("dashboard.attention.none"));
        list.removeAll();
        item("alerts", "alerts", attention.flatMap(Overview.Attention::alerts), formats::number);
        item("proxies", "proxies", overview.flatMap(Overview::notGreen), formats::number);
        item(
                "certificates",
                "certificates/expiring",
                attention.flatMap(Overview.Attention::certificates),
                formats::number);
        item("users", "certificates/expiring", attention.flatMap(Overview.Attention::users), formats::number);
        boolean many = attention.filter(Overview.Attention::many).isPresent();
        item(
                "dead-letters",
                "dead-letters",
                attention.flatMap(Overview.Attention::deadLetters),
                number -> formats.number(number) + (many ? "+" : ""));
        boolean none = list.getElement().getChildCount() == 0;
        nothing.setVisible(none && attention.isPresent() && overview.isPresent());
        list.setVisible(!none);
    }

    private void item(String kind, String page, Optional<Integer> number, Function<Integer, String> words) {
        number.filter(some -> some > 0)
                .map(some -> getTranslation("dashboard.attention." + kind, words.apply(some)))
                .map(text -> new Anchor(page, text))
                .ifPresent(link -> {
                    link.setId("attention-" + kind);
                    list.add(new ListItem(link));
                });
    }
}
