package org.messagebroker.admin.client;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Confirm;
import org.messagebroker.admin.page.Copyable;
import org.messagebroker.admin.page.Facts;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.admin.page.FormDialog;
import org.messagebroker.admin.page.ShownOnce;
import org.messagebroker.admin.page.WholeNumber;
import org.messagebroker.admin.server.ClientInventory;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.ApiKeyOrder;
import org.messagebroker.api.ApiKeyView;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.NewApiKey;
import org.messagebroker.api.RotationOrder;

/** The API keys of a client: made, followed by another, revoked; each secret is shown once. */
final class ApiKeyCards {

    private static final int USUAL_OVERLAP_HOURS = 24;
    private static final int LONGEST_OVERLAP_HOURS = 720;

    private final ClientInventory inventory;
    private final PortalSession session;
    private final Runnable changed;

    ApiKeyCards(ClientInventory inventory, PortalSession session, Runnable changed) {
        this.inventory = inventory;
        this.session = session;
        this.changed = changed;
    }

    Section section(ClientDetail detail, boolean changeable, Formats formats) {
        Section section = new Section();
        section.setId("api-keys");
        section.addClassName("detail-section");
        Div head = new Div(new H2(section.getTranslation("keys.title")));
        head.addClassName("detail-head");
        if (changeable) {
            head.add(button(
                    "key-create",
                    "keys.create.open",
                    section,
                    () -> create(detail.client().clientId())));
        }
        section.add(head, new Paragraph(section.getTranslation("keys.text")), cards(detail, changeable, formats));
        return section;
    }

    private Component cards(ClientDetail detail, boolean changeable, Formats formats) {
        Div cards = new Div();
        cards.addClassName("cards");
        detail.keys().forEach(key -> cards.add(card(key, changeable, formats)));
        return cards;
    }

    private Component card(ApiKeyView key, boolean changeable, Formats formats) {
        Div card = new Div();
        card.addClassName("card");
        card.getElement().setAttribute("data-key", key.keyId());
        Badge badge = new Badge(card.getTranslation("keys.state." + key.state()));
        badge.getElement().setAttribute("theme", ClientFacts.theme(key.state()));
        badge.getElement().setAttribute("data-state", key.state());
        Div head = new Div(new H3(Foreign.ltr(key.keyId())), badge);
        head.addClassName("detail-head");
        card.add(head, facts(key, formats));
        if (changeable && key.state().equals("active")) {
            Div acts = new Div(
                    button("key-rotate", "keys.rotate.open", card, () -> rotate(key)),
                    button("key-revoke", "keys.revoke.open", card, () -> revoke(key)));
            acts.addClassName("page-actions");
            card.add(acts);
        }
        return card;
    }

    private static Facts facts(ApiKeyView key, Formats formats) {
        return new Facts()
                .fact("keys.addresses", Foreign.ltr(String.join(" ", key.addresses())))
                .fact("keys.created", formats.dateTime(key.createdAt()))
                .fact("keys.ends", key.expiresAt().map(formats::dateTime).orElse("—"));
    }

    private void create(ClientId client) {
        TextField addresses = new TextField();
        addresses.setLabel(addresses.getTranslation("keys.addresses"));
        addresses.setHelperText(addresses.getTranslation("keys.addresses.help"));
        addresses.setErrorMessage(addresses.getTranslation("keys.addresses.missing"));
        addresses.setId("key-addresses");
        addresses.addClassName("ltr-field");
        IntegerField days = number("key-days", "keys.days", 1, 3650);
        new FormDialog("keys.create", addresses, days)
                .validatedBy(() -> {
                    addresses.setInvalid(words(addresses.getValue()).isEmpty());
                    return !addresses.isInvalid();
                })
                .open(
                        () -> inventory.createKey(
                                session,
                                client,
                                new ApiKeyOrder(
                                        words(addresses.getValue()),
                                        days.getOptionalValue().map(ApiKeyCards::inDays))),
                        this::show);
    }

    private void rotate(ApiKeyView key) {
        IntegerField hours = number("key-overlap", "keys.overlap", 0, LONGEST_OVERLAP_HOURS);
        hours.setValue(USUAL_OVERLAP_HOURS);
        hours.setHelperText(hours.getTranslation("keys.overlap.help"));
        new FormDialog("keys.rotate", hours)
                .open(() -> inventory.rotateKey(session, key, new RotationOrder(hours.getOptionalValue())), this::show);
    }

    private void revoke(ApiKeyView key) {
        Confirm.ask("keys.revoke", () -> inventory.revokeKey(session, key), gone -> changed.run(), key.keyId());
    }

    private void show(NewApiKey made) {
        Div words = new Div();
        ShownOnce.open("keys.made", new Copyable("new-key", words.getTranslation("keys.made.label"), made.key()));
        changed.run();
    }

    /** What is written with spaces or commas between. */
    static List<String> words(String text) {
        return Stream.of(text.split("[\\s,،]+")).filter(word -> !word.isEmpty()).toList();
    }

    private static Instant inDays(int days) {
        return Instant.now().plus(days, ChronoUnit.DAYS);
    }

    private static IntegerField number(String id, String key, int least, int most) {
        return WholeNumber.field(id, UI.getCurrentOrThrow().getTranslation(key), least, most);
    }

    private static Button button(String name, String key, Component page, Runnable act) {
        Button button = new Button(page.getTranslation(key), click -> act.run());
        button.addClassName(name);
        button.addThemeVariants(name.endsWith("revoke") ? ButtonVariant.ERROR : ButtonVariant.TERTIARY);
        return button;
    }
}
