package org.messagebroker.admin.message;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.server.streams.DownloadEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.MessageClient;
import org.messagebroker.admin.server.MessageFilter;
import org.messagebroker.admin.server.Nothing;
import org.messagebroker.admin.server.PortalSession;

/** Hands all messages that fit to the browser as a file, without their texts; tells how far it is, and can be stopped. */
final class ExportDialog extends Dialog {

    private final MessageClient messages;
    private final PortalSession session;
    private final MessageFilter filter;
    private final Paragraph progress = new Paragraph();
    private final Button stop = new Button(getTranslation("messages.export.stop"));
    private volatile Optional<CountedLines> running = Optional.empty();

    ExportDialog(MessageClient messages, PortalSession session, MessageFilter filter) {
        this.messages = messages;
        this.session = session;
        this.filter = filter;
        setId("export-dialog");
        addClassName("form-dialog");
        setHeaderTitle(getTranslation("messages.export"));
        progress.setId("export-progress");
        progress.getElement().setAttribute("role", "status");
        stop.setId("export-stop");
        stop.setVisible(false);
        stop.addClickListener(click -> running.ifPresent(CountedLines::stop));
        Div choices = new Div(choice("messages.export.csv", Format.CSV), choice("messages.export.jsonl", Format.JSONL));
        choices.addClassName("page-actions");
        add(new Paragraph(getTranslation("messages.export.text")), choices, progress);
        Button close = new Button(getTranslation("message.close"), click -> close());
        close.setId("export-close");
        getFooter().add(stop, close);
    }

    private Anchor choice(String words, Format format) {
        Anchor anchor = new Anchor(event -> write(event, format), AttachmentType.DOWNLOAD, getTranslation(words));
        anchor.setId("export-" + format.wire());
        anchor.addClassName("button-link");
        return anchor;
    }

    /** Not on the page's thread, and without its lock. */
    private void write(DownloadEvent event, Format format) throws IOException {
        UI ui = event.getUI();
        event.setFileName("messages." + format.wire());
        event.setContentType(format.contentType());
        CountedLines to = new CountedLines(event.getOutputStream(), rows -> tell(ui, rows, false));
        running = Optional.of(to);
        try (to) {
            Answer<Nothing> answer = messages.export(session, filter, format.wire(), to);
            if (!(answer instanceof Answer.Given<Nothing>)) {
                throw new IOException("the server did not hand out the messages");
            }
            tell(ui, to.lines() - format.headLines(), true);
        } catch (UncheckedIOException | IOException broken) {
            say(ui, () -> getTranslation("messages.export.broken"), true);
            throw new IOException("an export was broken off", broken);
        }
    }

    private void tell(UI ui, long rows, boolean done) {
        say(
                ui,
                () -> getTranslation(
                        done ? "messages.export.done" : "messages.export.so-far",
                        Formats.of(ui).number(rows)),
                done);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Vaadin logs what fails in there
    private void say(UI ui, Supplier<String> words, boolean over) {
        try {
            ui.access(() -> {
                progress.setText(words.get());
                stop.setVisible(!over);
            });
        } catch (UIDetachedException closed) {
            running.ifPresent(CountedLines::stop);
        }
    }

    private enum Format {
        CSV("text/csv", 1),
        JSONL("application/x-ndjson", 0);

        private final String contentType;
        private final int headLines;

        Format(String contentType, int headLines) {
            this.contentType = contentType;
            this.headLines = headLines;
        }

        String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        String contentType() {
            return contentType;
        }

        int headLines() {
            return headLines;
        }
    }
}
