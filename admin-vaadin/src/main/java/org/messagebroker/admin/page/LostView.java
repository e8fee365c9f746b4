package org.messagebroker.admin.page;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.HttpStatusCode;
import org.messagebroker.admin.language.Formats;

/** Says that there is no page at an address, with the menu beside it. */
@ParentLayout(MainLayout.class)
public final class LostView extends Page implements HasErrorParameter<NotFoundException> {

    LostView() {
        super("lost");
        PageState state = new PageState("lost", new Div());
        state.show(PageState.Kind.EMPTY);
        add(state);
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> lost) {
        return HttpStatusCode.NOT_FOUND.getCode();
    }

    @Override
    protected void say(Formats formats) {}
}
