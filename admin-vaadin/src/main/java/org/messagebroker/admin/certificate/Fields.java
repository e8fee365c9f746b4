package org.messagebroker.admin.certificate;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.messagebroker.admin.page.WholeNumber;

/** The fields of the forms about certificates. */
final class Fields {

    private static final int LONGEST_DAYS = 3650;
    private static final int USUAL_DAYS = 365;

    private Fields() {}

    static TextField latin(String id, String key) {
        TextField field = new TextField(words(key));
        field.setId(id);
        field.addClassName("ltr-field");
        return field;
    }

    static IntegerField days() {
        IntegerField field = WholeNumber.field("days", words("certificates.valid-days"), 1, LONGEST_DAYS);
        field.setValue(USUAL_DAYS);
        return field;
    }

    /** Text between BEGIN and END. */
    static TextArea pem(String id, String key) {
        TextArea area = new TextArea(words(key));
        area.setId(id);
        area.addClassNames("ltr-field", "pem");
        area.setMinRows(6);
        area.setMaxRows(10);
        return area;
    }

    static Select<String> choice(String id, String key, String family, String... values) {
        Select<String> select = new Select<>();
        select.setId(id);
        select.setLabel(words(key));
        select.setItems(values);
        select.setItemLabelGenerator(value -> words(family + value));
        select.setValue(values[0]);
        return select;
    }

    /** The kind of a key that is to be made. */
    static Select<String> key() {
        return choice("key", "certificates.key", "certificates.key.", "ec", "rsa");
    }

    /** Of the file that is handed over; empty for one without. */
    static PasswordField password() {
        PasswordField field = new PasswordField(words("certificates.password"));
        field.setId("password");
        field.setAutocomplete(Autocomplete.NEW_PASSWORD);
        field.setHelperText(words("certificates.password.help"));
        return field;
    }

    /** As it was typed, with its spaces. */
    static Optional<String> typed(PasswordField field) {
        return Optional.of(field.getValue()).filter(typed -> !typed.isEmpty());
    }

    /** What is written with spaces or commas between. */
    static List<String> list(String text) {
        return Arrays.stream(text.split("[\\s,،]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    static Optional<String> text(String value) {
        return Optional.of(value.strip()).filter(text -> !text.isEmpty());
    }

    /** Marks what is missing. */
    static boolean isGiven(TextField field) {
        field.setErrorMessage(words("certificates.missing"));
        field.setInvalid(field.getValue().isBlank());
        return !field.isInvalid();
    }

    static String words(String key, Object... parameters) {
        return UI.getCurrentOrThrow().getTranslation(key, parameters);
    }
}
