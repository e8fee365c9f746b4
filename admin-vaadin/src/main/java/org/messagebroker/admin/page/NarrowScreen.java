package org.messagebroker.admin.page;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.page.Page;
import com.vaadin.flow.shared.Registration;
import java.util.function.Consumer;

/** Tells a component whether the window is as narrow as a phone's, as long as it is on a page. */
public final class NarrowScreen {

    private static final int NARROW = 800;

    private NarrowScreen() {}

    /** Tells at once, and again whenever the window's size changes. */
    public static void follow(Component host, Consumer<Boolean> follower) {
        host.addAttachListener(attached -> begin(host, attached.getUI(), follower));
    }

    private static void begin(Component host, UI ui, Consumer<Boolean> follower) {
        Page page = ui.getPage();
        follower.accept(isNarrow(page.getExtendedClientDetails().getWindowInnerWidth()));
        Registration resized =
                page.addBrowserWindowResizeListener(change -> follower.accept(isNarrow(change.getWidth())));
        host.addDetachListener(left -> {
            resized.remove();
            left.unregisterListener();
        });
    }

    /** @param width 0 as long as the browser has not told it */
    private static boolean isNarrow(int width) {
        return width > 0 && width < NARROW;
    }
}
