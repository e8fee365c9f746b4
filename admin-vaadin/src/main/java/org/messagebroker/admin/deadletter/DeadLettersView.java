package org.messagebroker.admin.deadletter;

import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.admin.AdminConfig;
import org.messagebroker.admin.deadletter.LetterActs.Act;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Allowed;
import org.messagebroker.admin.page.Asked;
import org.messagebroker.admin.page.CardGrid;
import org.messagebroker.admin.page.ChoiceFilter;
import org.messagebroker.admin.page.LiveRows;
import org.messagebroker.admin.page.Page;
import org.messagebroker.admin.page.PageState;
import org.messagebroker.admin.page.Piecewise;
import org.messagebroker.admin.page.SearchField;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.DeadLetterClient;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.DeadLetterKind;
import org.messagebroker.api.DeadLetterState;
import org.messagebroker.api.DeadLetterView;
import org.messagebroker.api.MessageId;

/** Messages that were given up: to look at, to put back into the queue or to discard, one, some or all that fit. */
@Route("dead-letters")
@PermitAll
public final class DeadLettersView extends Page implements AfterNavigationObserver {

    private static final String CLIENT = "<bdi dir='ltr'>${item.client}</bdi>";
    private static final String KIND = "<vaadin-badge theme='error'>${item.kind}</vaadin-badge>";
    private static final String STATE = "<span>${item.state}</span>";
    private static final String REASON = "<span class='cut' lang='en' dir='ltr'>${item.reason}</span>";
    private static final String DIED = "<a href=${item.link} router-link>${item.died}</a>";
    private static final String CARD =
            "<div>" + CLIENT + KIND + "</div>" + REASON + "<div class='secondary'>" + DIED + STATE + "</div>";

    private final AdminConfig config;
    private final DeadLetterClient letters;
    private final PortalSession session;
    private final LetterActs acts;
    private final ChoiceFilter<DeadLetterKind> kind = new ChoiceFilter<>(
            "letters-kind",
            List.of(DeadLetterKind.values()),
            chosen -> ask(AskedLetters.KIND, chosen.map(AskedLetters::wire)));
    private final ChoiceFilter<DeadLetterState> state = new ChoiceFilter<>(
            "letters-state",
            List.of(DeadLetterState.values()),
            chosen -> ask(AskedLetters.STATE, chosen.map(AskedLetters::wire)));
    private final SearchField client = new SearchField("letters-client", text -> ask(AskedLetters.CLIENT, text));
    private final SearchField reason = new SearchField("letters-reason", text -> ask(AskedLetters.REASON, text));
    private final Div decisions = new Div();
    private final Span chosen = new Span();
    private final Button requeue = button("letters-requeue", VaadinIcon.ROTATE_LEFT, Act.REQUEUE);
    private final Button discard = button("letters-discard", VaadinIcon.TRASH, Act.DISCARD);
    private final CardGrid<DeadLetterView> grid = new CardGrid<>("deadletters");
    private final LiveRows<DeadLetterView> rows;
    private Optional<LetterDrawer> drawer = Optional.empty();
    private volatile AskedLetters asked = new AskedLetters(new Asked(Map.of()));

    DeadLettersView(AdminConfig config, DeadLetterClient letters, AuthenticationContext authentication) {
        super("deadletters");
        this.config = config;
        this.letters = letters;
        this.session = authentication.getAuthenticatedUser(PortalSession.class).orElseThrow();
        this.acts = new LetterActs(letters, session);
        PageState none = new PageState("deadletters", grid);
        Div toolbar = new Div(kind, state, client, reason);
        toolbar.addClassName("toolbar");
        discard.addThemeVariants(ButtonVariant.ERROR);
        chosen.addClassName("secondary");
        chosen.getElement().setAttribute("role", "status");
        decisions.addClassName("page-actions");
        decisions.add(chosen, requeue, discard);
        decisions.setVisible(false);
        columns();
        addActions(decisions);
        add(toolbar, none, grid);
        rows = new LiveRows<>(this, grid, none, config.refreshInterval(), () -> asked.isNarrowed(), this::piece);
        Allowed.follow(this, allowed -> permit(allowed.containsAll(LetterActs.DECIDING)));
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        asked = new AskedLetters(Asked.of(event.getLocation()));
        kind.show(asked.filter().kind());
        state.show(asked.filter().state());
        client.show(asked.asked().get(AskedLetters.CLIENT));
        reason.show(asked.filter().reason());
        sayDecisions();
        rows.now();
        showDrawer();
    }

    @Override
    protected void onDetach(DetachEvent event) {
        drawer.ifPresent(LetterDrawer::close);
        super.onDetach(event);
    }

    @Override
    protected void say(Formats formats) {
        kind.say(
                getTranslation("deadletters.column.kind"),
                getTranslation("deadletters.every-kind"),
                each -> getTranslation("deadletters.kind." + AskedLetters.wire(each)));
        state.say(
                getTranslation("deadletters.column.state"),
                getTranslation("deadletters.every-state"),
                each -> getTranslation("deadletters.state." + AskedLetters.wire(each)));
        client.say(getTranslation("deadletters.column.client"));
        reason.say(getTranslation("deadletters.reason-part"));
        sayDecisions();
        grid.say();
    }

    private void permit(boolean mayDecide) {
        if (mayDecide != decisions.isVisible()) {
            decisions.setVisible(mayDecide);
            grid.setSelectionMode(mayDecide ? Grid.SelectionMode.MULTI : Grid.SelectionMode.NONE);
            if (mayDecide) {
                grid.addSelectionListener(change -> sayDecisions());
            }
            sayDecisions();
        }
    }

    private void sayDecisions() {
        int some = grid.getSelectedItems().size();
        chosen.setText(getTranslation("deadletters.chosen", formats().number(some)));
        chosen.setVisible(some > 0);
        requeue.setText(getTranslation(some > 0 ? "deadletters.requeue.chosen" : "deadletters.requeue.all"));
        discard.setText(getTranslation(some > 0 ? "deadletters.discard.chosen" : "deadletters.discard.all"));
        requeue.setVisible(some > 0 || showsDead());
        discard.setVisible(some > 0 || showsDead());
    }

    /** All that fit are decided on only where they are shown: what is on its way again is not meant. */
    private boolean showsDead() {
        return asked.filter()
                .state()
                .filter(state -> state != DeadLetterState.DEAD)
                .isEmpty();
    }

    private Button button(String id, VaadinIcon icon, Act act) {
        Button button = new Button(icon.create(), click -> decide(act));
        button.setId(id);
        return button;
    }

    /** With those that are chosen; where none is, with all that fit. */
    private void decide(Act act) {
        List<MessageId> ids =
                grid.getSelectedItems().stream().map(DeadLetterView::messageId).toList();
        if (ids.isEmpty()) {
            acts.all(act, asked.filter(), config.messagesPerPage(), this::done);
        } else {
            acts.some(act, ids, this::done);
        }
    }

    private void done() {
        grid.deselectAll();
        rows.now();
    }

    private void columns() {
        grid.property("link", letter -> link(letter.messageId()))
                .property("client", letter -> letter.clientId().value())
                .property("kind", letter -> getTranslation("deadletters.kind." + AskedLetters.wire(letter.kind())))
                .property("state", letter -> getTranslation("deadletters.state." + AskedLetters.wire(letter.state())))
                .property("reason", DeadLetterView::reason)
                .property("attempts", letter -> formats().number(letter.attemptCount()))
                .property("died", letter -> formats().dateTime(letter.diedAt()))
                .column("deadletters.column.died", DIED, "13rem", 0)
                .column("deadletters.column.client", CLIENT, "8rem", 1)
                .column("deadletters.column.kind", KIND, "8rem", 0)
                .column("deadletters.column.reason", REASON, "14rem", 6)
                .column("deadletters.column.attempts", "${item.attempts}", "6rem", 0)
                .column("deadletters.column.state", STATE, "9rem", 0)
                .card(CARD);
        grid.addItemClickListener(click -> open(Optional.of(click.getItem().messageId())));
    }

    private Answer<Piecewise.Piece<DeadLetterView>> piece(Optional<String> after) {
        return letters.deadLetters(session, asked.filter(), after, config.messagesPerPage())
                .map(page -> new Piecewise.Piece<>(page.deadLetters(), page.after()));
    }

    private void ask(String name, Optional<String> value) {
        go(asked.asked().with(name, value).with(AskedLetters.OPEN, Optional.empty()));
    }

    private void open(Optional<MessageId> message) {
        go(asked.asked().with(AskedLetters.OPEN, message));
    }

    private String link(MessageId message) {
        return "dead-letters?"
                + QueryParameters.simple(asked.asked()
                                .with(AskedLetters.OPEN, Optional.of(message))
                                .values())
                        .getQueryString();
    }

    private void go(Asked wanted) {
        wanted.open(UI.getCurrentOrThrow(), DeadLettersView.class);
    }

    /** Opens the one that the address names, and closes another. */
    private void showDrawer() {
        Optional<LetterDrawer> old = drawer;
        if (asked.open().equals(old.map(LetterDrawer::messageId))) {
            return;
        }
        drawer = asked.open().map(id -> new LetterDrawer(id, acts, config.refreshInterval()));
        old.ifPresent(LetterDrawer::close);
        drawer.ifPresent(fresh -> {
            fresh.addOpenedChangeListener(change -> closed(fresh, change.isOpened()));
            fresh.open();
        });
    }

    private void closed(LetterDrawer which, boolean opened) {
        if (!opened && drawer.filter(which::equals).isPresent() && isAttached()) {
            drawer = Optional.empty();
            open(Optional.empty());
        }
    }
}
