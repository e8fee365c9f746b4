package org.messagebroker.admin.message;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.HorizontalLayout;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.Optional;
import org.messagebroker.admin.AdminConfig;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.login.LoginMemory;
import org.messagebroker.admin.page.Notice;
import org.messagebroker.admin.page.Watch;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.MessageClient;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.api.MessageView;

/** The latest messages; new ones appear by themselves. */
@Route("messages")
@RouteAlias("")
@PermitAll
public final class MessagesView extends Main implements LocaleChangeObserver, HasDynamicTitle {

    private final AdminConfig config;
    private final MessageClient messages;
    private final PortalSession session;
    private final MessageList list;

    private final H1 title = new H1();
    private final Span live = new Span();
    private final StatusFilter filter = new StatusFilter(this::filter);
    private final Notice notice = new Notice();
    private final EmptyState state = new EmptyState();
    private final MessageGrid grid;
    private Optional<Watch> watch = Optional.empty();
    private Shown shown = Shown.LOADING;
    private volatile boolean away;

    MessagesView(AdminConfig config, MessageClient messages, AuthenticationContext authentication) {
        this.config = config;
        this.messages = messages;
        this.session = authentication.getAuthenticatedUser(PortalSession.class).orElseThrow();
        this.list = new MessageList(query -> messages.messages(session, query), config.messagesPerPage());
        this.grid = new MessageGrid(list, this::open);
        addClassName("messages-page");
        live.setId("live");
        live.addClassName("live");
        HorizontalLayout head = new HorizontalLayout(new Div(title, live), filter);
        head.addClassName("page-head");
        notice.setId("messages-notice");
        add(head, notice, state, grid);
        show(Shown.LOADING);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        UI ui = event.getUI();
        watch = Optional.of(new Watch(config.refreshInterval(), () -> look(ui)));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        watch.ifPresent(Watch::close);
        super.onDetach(event);
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        title.setText(getTranslation("messages.title"));
        grid.say(Formats.of(event.getUI()));
        show(shown);
        showAway(away);
        event.getUI().getPage().setTitle(getPageTitle());
    }

    @Override
    public String getPageTitle() {
        return getTranslation("messages.title") + " · " + getTranslation("brand.name");
    }

    private void filter(Optional<MessageStatus> status) {
        list.filter(status);
        show(Shown.LOADING);
        watch.ifPresent(Watch::now);
    }

    /** On the watch's thread: asks the server, and only what it finds is done with the page locked. */
    private void look(UI ui) {
        MessageList.Look found = list.look();
        if (away || !(found instanceof MessageList.Look.Unchanged)) {
            show(ui, found);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Vaadin logs what fails in there
    private void show(UI ui, MessageList.Look found) {
        try {
            ui.access(() -> take(ui, found));
        } catch (UIDetachedException closed) {
            watch.ifPresent(Watch::close);
        }
    }

    private void take(UI ui, MessageList.Look found) {
        switch (found) {
            case MessageList.Look.Unchanged unchanged -> showAway(false);
            case MessageList.Look.Changed changed -> {
                grid.refresh(changed.fresh());
                show(list.isEmpty() ? Shown.EMPTY : Shown.ROWS);
                showAway(false);
            }
            case MessageList.Look.Unavailable unavailable -> {
                show(shown == Shown.ROWS || shown == Shown.EMPTY ? shown : Shown.UNAVAILABLE);
                showAway(true);
            }
            case MessageList.Look.Refused refused -> show(Shown.REFUSED);
            case MessageList.Look.SessionEnded ended -> {
                watch.ifPresent(Watch::close);
                LoginMemory.endSession(ui);
            }
        }
    }

    private void show(Shown what) {
        shown = what;
        grid.setVisible(what == Shown.ROWS);
        state.show(what, filter.isSet());
    }

    private void showAway(boolean isAway) {
        away = isAway;
        live.setText(getTranslation(isAway ? "messages.stale" : "messages.live"));
        live.getElement().setAttribute("data-live", String.valueOf(!isAway));
        if (isAway && shown == Shown.ROWS) {
            notice.tell(
                    Notice.Kind.WARNING, getTranslation("messages.away.title"), getTranslation("messages.away.text"));
        } else {
            notice.clear();
        }
    }

    private void open(MessageView row) {
        UI ui = UI.getCurrentOrThrow();
        switch (messages.message(session, row.messageId())) {
            case Answer.Given<MessageView>(MessageView message) -> MessageDialog.open(message);
            case Answer.SessionEnded<MessageView> ended -> LoginMemory.endSession(ui);
            case Answer.Refused<MessageView> refused -> MessageDialog.open(row);
            case Answer.Unavailable<MessageView> unavailable -> MessageDialog.open(row);
        }
    }
}
