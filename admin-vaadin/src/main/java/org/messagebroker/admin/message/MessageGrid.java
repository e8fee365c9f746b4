package org.messagebroker.admin.message;

import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.dependency.Uses;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.renderer.LitRenderer;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.language.Language;
import org.messagebroker.admin.page.NarrowScreen;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.api.MessageView;

/** The table of messages; on a narrow screen each message is a card. */
@Uses(Badge.class)
final class MessageGrid extends Grid<MessageView> {

    private static final String BODY_COLUMN = "body";
    private static final String STATUS = "<vaadin-badge theme=${item.theme}>${item.status}</vaadin-badge>";
    private static final String CLIENT = "<bdi dir='ltr'>${item.client}</bdi>";
    private static final String NUMBER = "<bdi dir='ltr' class='number'>${item.number}</bdi>";
    private static final String TIME = "<span class='time'><span>${item.date}</span><span>${item.time}</span></span>";
    private static final String BODY = "<span dir='auto' class='body'>${item.body}</span>";
    private static final String CARD = "<div class='row-card'><div>" + CLIENT + STATUS + "</div>"
            + "<span dir='auto' class='body' ?hidden=${!item.texts}>${item.body}</span>"
            + "<div class='secondary'>" + NUMBER + TIME + "</div></div>";

    private final Map<String, Column<MessageView>> wide = new LinkedHashMap<>();
    private final Column<MessageView> card;
    private Formats formats = new Formats(Language.ENGLISH, ZoneOffset.UTC);
    private Set<MessageId> fresh = Set.of();
    private boolean texts;
    private boolean narrow;

    MessageGrid(MessageList list, Consumer<MessageView> onOpen) {
        super(MessageView.class, false);
        setId("messages");
        addClassName("messages");
        addThemeVariants(GridVariant.NO_BORDER);
        card = column(CARD).setFlexGrow(1);
        wide("time", TIME, "12.5rem", 0);
        wide("client", CLIENT, "8rem", 1);
        wide("number", NUMBER, "9.5rem", 0);
        wide(BODY_COLUMN, BODY, "12rem", 8);
        wide("status", STATUS, "8.5rem", 0);
        wide("attempts", "${item.attempts}", "8.5rem", 0).setTextAlign(ColumnTextAlign.END);
        setSelectionMode(SelectionMode.SINGLE);
        setPartNameGenerator(row -> fresh.contains(row.messageId()) ? "fresh" : "");
        asSingleSelect().addValueChangeListener(change -> {
            if (change.isFromClient()) {
                asSingleSelect().getOptionalValue().ifPresent(onOpen);
                deselectAll();
            }
        });
        NarrowScreen.follow(this, this::fit);
        setItems(query -> list.rows(query.getOffset(), query.getLimit()).stream());
    }

    /** Whether the texts stand in the list. */
    void showTexts(boolean wanted) {
        texts = wanted;
        fit();
    }

    /** Writes words, digits and dates anew. */
    void say(Formats language) {
        formats = language;
        wide.forEach((name, column) -> column.setHeader(getTranslation("messages.column." + name)));
        card.setHeader(getTranslation("messages.title"));
        getElement().setAttribute("aria-label", getTranslation("messages.title"));
        getDataProvider().refreshAll();
    }

    /**
     * Shows the list anew.
     *
     * @param added messages to point out
     */
    void refresh(Set<MessageId> added) {
        fresh = added;
        getDataProvider().refreshAll();
    }

    private void fit(boolean isNarrow) {
        narrow = isNarrow;
        fit();
    }

    private void fit() {
        card.setVisible(narrow);
        wide.forEach((name, column) -> column.setVisible(!narrow && (texts || !name.equals(BODY_COLUMN))));
        getElement().setAttribute("data-narrow", String.valueOf(narrow));
    }

    private Column<MessageView> wide(String name, String template, String width, int grow) {
        Column<MessageView> column =
                column(template).setKey(name).setWidth(width).setFlexGrow(grow);
        wide.put(name, column.setResizable(true));
        return column;
    }

    private Column<MessageView> column(String template) {
        return addColumn(LitRenderer.<MessageView>of(template)
                .withProperty("date", row -> formats.date(row.queuedAt()))
                .withProperty("time", row -> formats.time(row.queuedAt()))
                .withProperty("client", row -> row.clientId().value())
                .withProperty("number", row -> row.senderNumberMasked().orElse("—"))
                .withProperty("texts", row -> texts)
                .withProperty("body", row -> row.messageBody().orElse("—"))
                .withProperty(
                        "status", row -> getTranslation("status." + row.status().wire()))
                .withProperty("theme", row -> theme(row.status()))
                .withProperty("attempts", row -> formats.number(row.attemptCount())));
    }

    /** The colour of a status. */
    static String theme(MessageStatus status) {
        return switch (status) {
            case QUEUED -> "";
            case PROCESSING -> "warning";
            case DELIVERED -> "success";
            case FAILED -> "error";
        };
    }
}
