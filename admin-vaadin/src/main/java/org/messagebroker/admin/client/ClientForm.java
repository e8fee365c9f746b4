package org.messagebroker.admin.client;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.messagebroker.admin.page.FormDialog;
import org.messagebroker.admin.page.WholeNumber;
import org.messagebroker.admin.server.ClientInventory;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.ClientOrder;
import org.messagebroker.api.ClientView;
import org.messagebroker.api.ReplayMode;

/** Asks what a client is to be. */
final class ClientForm {

    private final TextField id = text("client-id", "clients.column.client");
    private final TextField domain = text("client-domain", "clients.column.domain");
    private final TextField site = text("client-site", "clients.column.site");
    private final IntegerField rate = number("client-rate", "clients.rate.label");
    private final Select<ReplayMode> replay = new Select<>();
    private final IntegerField grace = number("client-grace", "clients.grace.label");
    private final TextField contact = text("client-contact", "clients.contact");
    private final TextArea notes = new TextArea(translated("clients.notes"));

    private ClientForm() {
        id.addClassName("ltr-field");
        site.addClassName("ltr-field");
        site.setHelperText(translated("clients.site.help"));
        rate.setHelperText(translated("clients.rate.help"));
        grace.setHelperText(translated("clients.grace.help"));
        replay.setId("client-replay");
        replay.setLabel(translated("clients.column.replay"));
        replay.setItems(ReplayMode.values());
        replay.setItemLabelGenerator(
                mode -> translated("clients.replay." + mode.name().toLowerCase(Locale.ROOT)));
        replay.setValue(ReplayMode.OPTIONAL);
        notes.setId("client-notes");
    }

    /** Enters a new one. */
    static void create(ClientInventory inventory, PortalSession session, Consumer<ClientView> done) {
        ClientForm form = new ClientForm();
        form.id.setRequiredIndicatorVisible(true);
        form.id.setErrorMessage(translated("clients.create.malformed"));
        new FormDialog("clients.create", form.fields())
                .validatedBy(form::hasId)
                .open(() -> inventory.create(session, form.order(Optional.of(form.entered()))), done);
    }

    /** Changes one. */
    static void change(ClientInventory inventory, PortalSession session, ClientView client, Consumer<ClientView> done) {
        ClientForm form = new ClientForm();
        form.show(client);
        new FormDialog("clients.change", form.fields())
                .open(() -> inventory.change(session, client.clientId(), form.order(Optional.empty())), done);
    }

    private void show(ClientView client) {
        id.setValue(client.clientId().value());
        id.setReadOnly(true);
        domain.setValue(client.domain().orElse(""));
        site.setValue(client.site());
        client.ratePerMinute().ifPresent(rate::setValue);
        replay.setValue(client.replayMode());
        client.graceSeconds().map(Long::intValue).ifPresent(grace::setValue);
        contact.setValue(client.contact().orElse(""));
        notes.setValue(client.notes().orElse(""));
    }

    private boolean hasId() {
        id.setInvalid(!ClientId.isValid(id.getValue().strip()));
        return !id.isInvalid();
    }

    private ClientId entered() {
        return new ClientId(id.getValue().strip());
    }

    private ClientOrder order(Optional<ClientId> named) {
        return new ClientOrder(
                named,
                text(domain.getValue()),
                text(site.getValue()),
                Optional.empty(),
                rate.getOptionalValue(),
                replay.getOptionalValue(),
                grace.getOptionalValue().map(Integer::longValue),
                text(contact.getValue()),
                text(notes.getValue()));
    }

    private Component[] fields() {
        return new Component[] {id, domain, site, rate, replay, grace, contact, notes};
    }

    private static Optional<String> text(String value) {
        return Optional.of(value.strip()).filter(text -> !text.isEmpty());
    }

    private static TextField text(String id, String key) {
        TextField field = new TextField(translated(key));
        field.setId(id);
        return field;
    }

    private static IntegerField number(String id, String key) {
        return WholeNumber.field(id, translated(key), 0, Integer.MAX_VALUE);
    }

    private static String translated(String key) {
        return UI.getCurrentOrThrow().getTranslation(key);
    }
}
