package org.messagebroker.admin.message;

import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.messagebroker.admin.day.DayField;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Asked;
import org.messagebroker.admin.server.MessageFilter;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.api.PhoneNumber;

/** What a person looks for among the messages, as fields; each change leads to another address. */
final class MessageFilters extends Div implements LocaleChangeObserver {

    private final TextField search = new TextField();
    private final Select<MessageStatus> status = new Select<>();
    private final TextField client = new TextField();
    private final TextField domain = new TextField();
    private final DayField from = new DayField("from-filter");
    private final DayField to = new DayField("to-filter");
    private final Button clear = new Button(VaadinIcon.CLOSE.create());
    private final Function<String, String> keep;
    private final Consumer<Asked> onChange;
    private AskedMessages shown;

    /**
     * @param keep the word for a number
     * @param shown what the fields begin with
     */
    MessageFilters(AskedMessages shown, Function<String, String> keep, Consumer<Asked> onChange) {
        this.shown = shown;
        this.keep = keep;
        this.onChange = onChange;
        addClassName("toolbar");
        getElement().setAttribute("role", "search");
        text(search, "message-search").setPrefixComponent(VaadinIcon.SEARCH.create());
        search.addClassName("search-field");
        search.setClearButtonVisible(true);
        status.setId("status-filter");
        status.setItems(MessageStatus.values());
        status.setEmptySelectionAllowed(true);
        clear.setId("clear-filters");
        clear.addThemeVariants(ButtonVariant.TERTIARY);
        clear.addClickListener(click -> onChange.accept(this.shown.cleared()));
        add(search, status, text(client, "client-filter"), text(domain, "domain-filter"), from, to, clear);
        listen();
    }

    /** Shows what an address asks for. */
    void show(AskedMessages asked) {
        shown = asked;
        MessageFilter filter = asked.filter();
        search.setInvalid(false);
        client.setInvalid(false);
        search.setValue(asked.search().orElse(""));
        status.setValue(filter.status().orElse(status.getEmptyValue()));
        client.setValue(asked.client().map(ClientId::value).orElse(""));
        domain.setValue(asked.domain().orElse(""));
        from.setValue(asked.from().orElse(null));
        to.setValue(asked.to().orElse(null));
        clear.setVisible(!filter.equals(MessageFilter.ALL));
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        search.setLabel(getTranslation("messages.search"));
        search.setErrorMessage(getTranslation("messages.search.invalid"));
        status.setLabel(getTranslation("messages.column.status"));
        status.setPlaceholder(getTranslation("messages.every-status"));
        status.setEmptySelectionCaption(getTranslation("messages.every-status"));
        status.setItemLabelGenerator(
                each -> getTranslation(each == null ? "messages.every-status" : "status." + each.wire()));
        client.setLabel(getTranslation("messages.column.client"));
        client.setErrorMessage(getTranslation("messages.client.invalid"));
        domain.setLabel(getTranslation("messages.domain"));
        from.setLabel(getTranslation("messages.from"));
        to.setLabel(getTranslation("messages.to"));
        clear.setText(getTranslation("messages.clear"));
    }

    private void listen() {
        onPerson(search, this::search);
        onPerson(
                status,
                value -> change(AskedMessages.STATUS, status.getOptionalValue().map(MessageStatus::wire)));
        onPerson(client, this::client);
        onPerson(domain, value -> change(AskedMessages.DOMAIN, Optional.of(value.strip())));
        onPerson(from, value -> change(AskedMessages.FROM, from.chosen().map(LocalDate::toString)));
        onPerson(to, value -> change(AskedMessages.TO, to.chosen().map(LocalDate::toString)));
    }

    private void search(String typed) {
        String text = Formats.latinDigits(typed.strip());
        Optional<MessageId> id = MessageId.parse(text);
        boolean number = PhoneNumber.isValid(text);
        search.setInvalid(!text.isEmpty() && id.isEmpty() && !number);
        if (!search.isInvalid()) {
            go(shown.asked()
                    .with(AskedMessages.ID, id)
                    .with(
                            AskedMessages.NUMBER,
                            Optional.of(text).filter(any -> number).map(keep)));
        }
    }

    private void client(String typed) {
        String text = typed.strip();
        client.setInvalid(!text.isEmpty() && !ClientId.isValid(text));
        if (!client.isInvalid()) {
            change(AskedMessages.CLIENT, Optional.of(text));
        }
    }

    private void change(String name, Optional<?> value) {
        go(shown.asked().with(name, value));
    }

    private void go(Asked asked) {
        onChange.accept(asked.with(AskedMessages.OPEN, Optional.empty()));
    }

    private static TextField text(TextField field, String id) {
        field.setId(id);
        field.addClassName("ltr-field");
        return field;
    }

    private static <V> void onPerson(HasValue<?, V> field, Consumer<V> act) {
        field.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                act.accept(change.getValue());
            }
        });
    }
}
