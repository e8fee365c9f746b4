package org.messagebroker.admin.page;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.messagebroker.admin.server.Answer;

/**
 * Asks for something, sends it, and stays with everything typed when the server refuses it, saying why. Enter in a line of
 * text sends, Escape closes.
 */
public final class FormDialog extends Dialog {

    private final Notice notice = new Notice();
    private final VerticalLayout content = new VerticalLayout();
    private final Button submit = new Button();
    private final Button cancel = new Button();
    private BooleanSupplier valid = () -> true;
    private boolean answered;

    /** @param name of its words: {@code <name>.title}, and {@code <name>.submit} on the button */
    public FormDialog(String name, Component... fields) {
        setId(name.replace('.', '-'));
        addClassName("form-dialog");
        setHeaderTitle(getTranslation(name + ".title"));
        notice.setId("form-notice");
        content.setPadding(false);
        content.setAlignItems(com.vaadin.flow.component.orderedlayout.FlexComponent.Alignment.STRETCH);
        content.add(notice);
        content.add(fields);
        add(content);
        submit.setText(getTranslation(name + ".submit"));
        submit.setId("form-submit");
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.setDisableOnClick(true);
        cancel.setText(getTranslation("form.cancel"));
        cancel.setId("form-cancel");
        cancel.addClickListener(click -> close());
        getFooter().add(cancel, submit);
    }

    /** Sends only what is valid by these rules, which mark the fields that are not. */
    public FormDialog validatedBy(BooleanSupplier rules) {
        valid = rules;
        return this;
    }

    /** Marks the act as one that destroys something. */
    public FormDialog dangerous() {
        submit.addThemeVariants(ButtonVariant.ERROR);
        return this;
    }

    /** What is to be done when it closes in any way but by what was sent, by Escape too. */
    public FormDialog otherwise(Runnable declined) {
        addOpenedChangeListener(change -> {
            if (!change.isOpened() && !answered) {
                declined.run();
            }
        });
        return this;
    }

    /** Opens it; when the server has done what it was asked for, it closes and goes on with that. */
    public <T> void open(Supplier<Answer<T>> send, Consumer<T> done) {
        submit.addClickListener(click -> submit(send, done));
        EnterKey.presses(submit, this);
        open();
    }

    /** Opens it with nothing to send: the button closes it. */
    public void tellOnly() {
        cancel.setVisible(false);
        submit.addClickListener(click -> close());
        open();
    }

    /** Such as letters where a number belongs: the field is empty then as far as its value goes. */
    private boolean isMalformed() {
        return fields(content).anyMatch(HasValidation::isInvalid);
    }

    private static Stream<HasValidation> fields(Component component) {
        if (component instanceof Text || !component.isVisible()) {
            return Stream.empty();
        }
        return component instanceof HasValidation field
                ? Stream.of(field)
                : component.getChildren().flatMap(FormDialog::fields);
    }

    private <T> void submit(Supplier<Answer<T>> send, Consumer<T> done) {
        if (!isOpened()) {
            return; // pressed once more before the browser had closed it
        }
        submit.setEnabled(true);
        notice.clear();
        if (valid.getAsBoolean() && !isMalformed()) {
            Outcome.take(send.get(), notice, value -> {
                answered = true;
                close();
                done.accept(value);
            });
        }
    }
}
