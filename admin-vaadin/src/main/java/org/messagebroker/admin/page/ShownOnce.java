package org.messagebroker.admin.page;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.orderedlayout.FlexComponent.Alignment;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;

/** Shows what nobody can see a second time; it closes only when the person says that it is kept. */
public final class ShownOnce extends Dialog {

    private ShownOnce(String name, Component... content) {
        setId("shown-once");
        addClassName("form-dialog");
        setHeaderTitle(getTranslation(name + ".title"));
        setCloseOnEsc(false);
        setCloseOnOutsideClick(false);
        Notice notice = new Notice();
        notice.tell(Notice.Kind.WARNING, getTranslation("once.title"), getTranslation("once.text"));
        VerticalLayout lines = new VerticalLayout(notice);
        lines.add(content);
        lines.setPadding(false);
        lines.setAlignItems(Alignment.STRETCH);
        add(lines);
        Button kept = new Button(getTranslation("once.submit"), click -> close());
        kept.setId("once-kept");
        kept.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(kept);
    }

    /** @param name of its words: {@code <name>.title} */
    public static void open(String name, Component... content) {
        new ShownOnce(name, content).open();
    }
}
