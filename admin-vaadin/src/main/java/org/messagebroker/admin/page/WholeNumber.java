package org.messagebroker.admin.page;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.textfield.IntegerField;

/** Fields for a whole number. What is none, or out of bounds, is told in words, and a form with it is not sent. */
public final class WholeNumber {

    private WholeNumber() {}

    /** A field that may be left empty. */
    public static IntegerField field(String id, String label, int least, int most) {
        IntegerField field = new IntegerField(label);
        field.setId(id);
        field.setMin(least);
        field.setMax(most);
        field.setErrorMessage(UI.getCurrentOrThrow().getTranslation("form.number", least, most));
        return field;
    }
}
