package org.messagebroker.admin.page;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.Nothing;

/** Asks before something that cannot be taken back. */
public final class Confirm {

    private Confirm() {}

    /**
     * Asks yes or no.
     *
     * @param name of the words: {@code <name>.title}, {@code <name>.text}, {@code <name>.submit}
     * @param parameters for the text
     */
    public static <T> void ask(String name, Supplier<Answer<T>> act, Consumer<T> done, Object... parameters) {
        dialog(name, parameters, Stream.empty()).dangerous().open(act, done);
    }

    /** Asks to type a name, so that nobody does it to the wrong one. */
    public static <T> void typing(
            String name, String expected, Supplier<Answer<T>> act, Consumer<T> done, Object... parameters) {
        typing(name, expected, List.of(), act, done, parameters);
    }

    /** @param more to be answered before the name */
    public static <T> void typing(
            String name,
            String expected,
            List<? extends Component> more,
            Supplier<Answer<T>> act,
            Consumer<T> done,
            Object... parameters) {
        UI ui = UI.getCurrentOrThrow();
        TextField typed = new TextField(ui.getTranslation("confirm.type", expected));
        typed.setId("confirm-name");
        typed.addClassName("ltr-field");
        typed.setErrorMessage(ui.getTranslation("confirm.differs"));
        dialog(name, parameters, Stream.concat(more.stream(), Stream.of(typed)))
                .dangerous()
                .validatedBy(() -> {
                    typed.setInvalid(!typed.getValue().strip().equals(expected));
                    return !typed.isInvalid();
                })
                .open(act, done);
    }

    /** Asks before a page is left with something that is not saved; who does not agree, in whatever way, stays. */
    public static void leave(String name, Runnable leave, Runnable stay) {
        dialog(name, new Object[0], Stream.empty())
                .dangerous()
                .otherwise(stay)
                .open(() -> new Answer.Given<>(new Nothing()), agreed -> leave.run());
    }

    private static FormDialog dialog(String name, Object[] parameters, Stream<? extends Component> more) {
        Component text = new Paragraph(UI.getCurrentOrThrow().getTranslation(name + ".text", parameters));
        return new FormDialog(name, Stream.concat(Stream.of(text), more).toArray(Component[]::new));
    }
}
