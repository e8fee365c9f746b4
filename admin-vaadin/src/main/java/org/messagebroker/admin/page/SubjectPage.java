package org.messagebroker.admin.page;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.spring.security.AuthenticationContext;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.messagebroker.admin.AdminConfig;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.Permission;

/**
 * A page about one thing, which its address names, and what can be done about it.
 *
 * @param <T> what the server says of it
 */
public abstract class SubjectPage<T> extends Page implements BeforeEnterObserver {

    private final String parameter;
    private final PortalSession session;
    private final PageState state;
    private final Div content = new Div();
    private final Live<T> live;
    private volatile String subject = "";
    private boolean changeable;

    /**
     * @param parameter of the address
     * @param acting what one needs to change it
     * @param question asked again and again, with what the address names
     */
    @SuppressWarnings("this-escape") // a component is put together in its constructor; nobody sees it before
    protected SubjectPage(
            String name,
            String parameter,
            Permission acting,
            AdminConfig config,
            AuthenticationContext authentication,
            BiFunction<PortalSession, String, Answer<T>> question) {
        super(name);
        this.parameter = parameter;
        this.session = authentication.getAuthenticatedUser(PortalSession.class).orElseThrow();
        this.state = new PageState(name, content);
        this.live = new Live<>(this, config.refreshInterval(), () -> question.apply(session, subject), this::show);
        Allowed.follow(this, allowed -> permit(allowed, acting));
        content.addClassName("detail");
        add(state, content);
    }

    /** What is to be seen of it, with what can be done where that is allowed. */
    protected abstract List<Component> parts(T known, boolean isChangeable);

    /** Of who looks at the page. */
    protected final PortalSession session() {
        return session;
    }

    /** Asks anew, as something was done. */
    protected final void refresh() {
        live.now();
    }

    @Override
    public final void beforeEnter(BeforeEnterEvent event) {
        subject = event.getRouteParameters().get(parameter).orElse("");
        state.show(PageState.Kind.LOADING);
        live.now();
    }

    @Override
    protected final void say(Formats formats) {
        live.again();
    }

    private void permit(Set<Permission> allowed, Permission acting) {
        changeable = allowed.contains(acting);
        live.again();
    }

    private void show(Answer<T> answer) {
        showLive(answer);
        state.take(answer);
        if (answer instanceof Answer.Given<T>(T known)) {
            content.removeAll();
            content.add(parts(known, changeable));
        }
    }
}
