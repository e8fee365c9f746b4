package org.messagebroker.admin.page;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.UI;

/** Fields that must not be left empty. */
public final class Required {

    private Required() {}

    /** Marks a field as one of them. */
    public static <F extends HasValue<?, String> & HasValidation> F mark(F field) {
        field.setRequiredIndicatorVisible(true);
        field.setErrorMessage(UI.getCurrentOrThrow().getTranslation("form.missing"));
        return field;
    }

    /** Whether it is filled; it says so itself when not. */
    public static <F extends HasValue<?, String> & HasValidation> boolean isFilled(F field) {
        field.setInvalid(field.getValue().isBlank());
        return !field.isInvalid();
    }
}
