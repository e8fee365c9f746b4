package org.messagebroker.admin.message;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.admin.AdminConfig;
import org.messagebroker.admin.deadletter.LetterActs;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.login.LoginMemory;
import org.messagebroker.admin.page.Allowed;
import org.messagebroker.admin.page.Asked;
import org.messagebroker.admin.page.Live;
import org.messagebroker.admin.page.Notice;
import org.messagebroker.admin.page.Page;
import org.messagebroker.admin.page.PageState;
import org.messagebroker.admin.page.Watch;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.DeadLetterClient;
import org.messagebroker.admin.server.MessageClient;
import org.messagebroker.admin.server.MessageFilter;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageView;
import org.messagebroker.api.Permission;

/** Messages, the newest first; new ones appear by themselves. What is looked for, and the message opened, stand in the address. */
@Route("messages")
@PermitAll
public final class MessagesView extends Page implements AfterNavigationObserver {

    private final AdminConfig config;
    private final MessageActs acts;
    private final KeptNumbers numbers = KeptNumbers.of(VaadinSession.getCurrent());
    private final MessageList list;
    private final Checkbox texts = new Checkbox();
    private final Button export = new Button(VaadinIcon.DOWNLOAD_ALT.create());
    private final MessageFilters filters;
    private final Notice notice = new Notice();
    private final MessageGrid grid;
    private final PageState state;
    private Optional<MessageDrawer> drawer = Optional.empty();
    private Optional<MessageView> chosen = Optional.empty();
    private Optional<Watch> watch = Optional.empty();
    private AskedMessages asked = asked(new Asked(Map.of()));
    private boolean mayReadTexts;
    private volatile boolean away;

    MessagesView(
            AdminConfig config,
            MessageClient messages,
            DeadLetterClient deadLetters,
            AuthenticationContext authentication) {
        super("messages");
        PortalSession session =
                authentication.getAuthenticatedUser(PortalSession.class).orElseThrow();
        this.config = config;
        this.acts = new MessageActs(messages, new LetterActs(deadLetters, session), session);
        this.list =
                new MessageList(query -> Live.ask(() -> messages.messages(session, query)), config.messagesPerPage());
        this.grid = new MessageGrid(list, this::open);
        this.state = new PageState("messages", grid);
        this.filters = new MessageFilters(asked, numbers::keep, this::go);
        notice.setId("messages-notice");
        texts.setId("messages-texts");
        texts.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go(asked.withTexts(change.getValue()));
            }
        });
        export.setId("messages-export");
        export.addClickListener(click -> new ExportDialog(messages, session, asked.filter()).open());
        Allowed.show(export, Permission.MESSAGE_READ, Permission.MESSAGE_READ_ALL);
        addActions(texts, export);
        add(filters, notice, state, grid);
        Allowed.follow(this, allowed -> permit(allowed.contains(Permission.MESSAGE_BODY_READ)));
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        AskedMessages before = asked;
        asked = asked(Asked.of(event.getLocation()));
        filters.show(asked);
        showTexts();
        if (!before.filter().equals(asked.filter()) || before.texts() != asked.texts()) {
            lookAnew();
        }
        showDrawer();
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
        drawer.ifPresent(MessageDrawer::close);
        super.onDetach(event);
    }

    @Override
    protected void say(Formats formats) {
        texts.setLabel(getTranslation("messages.texts"));
        export.setText(getTranslation("messages.export"));
        grid.say(formats);
        sayAway();
    }

    private void permit(boolean texts) {
        boolean before = showsTexts();
        mayReadTexts = texts;
        showTexts();
        if (before != showsTexts()) {
            lookAnew();
        }
    }

    private void showTexts() {
        texts.setVisible(mayReadTexts);
        texts.setValue(showsTexts());
        grid.showTexts(showsTexts());
    }

    private void lookAnew() {
        list.filter(asked.filter(), showsTexts());
        state.ask();
        watch.ifPresent(Watch::now);
    }

    private AskedMessages asked(Asked address) {
        return new AskedMessages(address, formats().zone(), numbers::number);
    }

    private boolean showsTexts() {
        return asked.texts() && mayReadTexts;
    }

    private void go(Asked wanted) {
        wanted.open(UI.getCurrentOrThrow(), MessagesView.class);
    }

    private void open(MessageView row) {
        chosen = Optional.of(row);
        open(Optional.of(row.messageId()));
    }

    private void open(Optional<MessageId> message) {
        go(asked.asked().with(AskedMessages.OPEN, message));
    }

    /** Opens the message that the address names, and closes another one. */
    private void showDrawer() {
        Optional<MessageId> wanted = asked.open();
        if (wanted.equals(drawer.map(MessageDrawer::messageId))) {
            return;
        }
        Optional<MessageDrawer> old = drawer;
        drawer = wanted.map(id -> new MessageDrawer(id, row(id), acts, config.refreshInterval()));
        old.ifPresent(MessageDrawer::close);
        drawer.ifPresent(fresh -> {
            fresh.addOpenedChangeListener(change -> closed(fresh, change.isOpened()));
            fresh.open();
        });
    }

    private Optional<MessageView> row(MessageId id) {
        return chosen.filter(row -> row.messageId().equals(id));
    }

    /** The person has closed it; not the address, which has another one by then. */
    private void closed(MessageDrawer which, boolean opened) {
        if (!opened && drawer.filter(which::equals).isPresent() && isAttached()) {
            drawer = Optional.empty();
            open(Optional.empty());
        }
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
                if (state.kind() == PageState.Kind.LOADING) {
                    grid.scrollToStart();
                }
                state.show(list.isEmpty() ? empty() : PageState.Kind.CONTENT);
                showAway(false);
            }
            case MessageList.Look.Unavailable unavailable -> {
                state.take(new Answer.Unavailable<>());
                showAway(true);
            }
            case MessageList.Look.Refused refused -> state.show(PageState.Kind.REFUSED);
            case MessageList.Look.SessionEnded ended -> {
                watch.ifPresent(Watch::close);
                LoginMemory.endSession(ui);
            }
        }
    }

    private PageState.Kind empty() {
        return asked.filter().equals(MessageFilter.ALL) ? PageState.Kind.EMPTY : PageState.Kind.NOTHING_FOUND;
    }

    private void showAway(boolean isAway) {
        away = isAway;
        showLive(isAway ? new Answer.Unavailable<>() : new Answer.Given<>(state.kind()));
        sayAway();
    }

    private void sayAway() {
        if (away && state.kind() == PageState.Kind.CONTENT) {
            notice.tell(
                    Notice.Kind.WARNING, getTranslation("messages.away.title"), getTranslation("messages.away.text"));
        } else {
            notice.clear();
        }
    }
}
