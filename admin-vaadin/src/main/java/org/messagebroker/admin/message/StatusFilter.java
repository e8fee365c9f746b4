package org.messagebroker.admin.message;

import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import java.util.Optional;
import java.util.function.Consumer;
import org.messagebroker.api.MessageStatus;

/** Chooses the status whose messages are shown, or all. */
final class StatusFilter extends Select<MessageStatus> implements LocaleChangeObserver {

    StatusFilter(Consumer<Optional<MessageStatus>> onChange) {
        setId("status-filter");
        addClassName("status-filter");
        setItems(MessageStatus.values());
        setEmptySelectionAllowed(true);
        addValueChangeListener(change -> onChange.accept(getOptionalValue()));
    }

    boolean isSet() {
        return !isEmpty();
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        setAriaLabel(getTranslation("messages.column.status"));
        setPlaceholder(getTranslation("messages.every-status"));
        setEmptySelectionCaption(getTranslation("messages.every-status"));
        setItemLabelGenerator(
                status -> getTranslation(status == null ? "messages.every-status" : "status." + status.wire()));
    }
}
