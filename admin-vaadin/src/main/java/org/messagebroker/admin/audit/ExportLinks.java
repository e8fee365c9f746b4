package org.messagebroker.admin.audit;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.server.HttpStatusCode;
import com.vaadin.flow.server.streams.DownloadEvent;
import com.vaadin.flow.server.streams.DownloadHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.BiFunction;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.Nothing;

/** Two links that download what is looked for. */
final class ExportLinks extends Span {

    private final BiFunction<String, OutputStream, Answer<Nothing>> export;
    private final Span csvWords = new Span();
    private final Span linesWords = new Span();

    /** @param export copies what is looked for, in a format of the server, when the browser asks for it */
    ExportLinks(BiFunction<String, OutputStream, Answer<Nothing>> export) {
        this.export = export;
        addClassName("downloads");
        add(link("audit-export-csv", "csv", "text/csv", csvWords));
        add(link("audit-export-jsonl", "jsonl", "application/x-ndjson", linesWords));
    }

    /** Writes every word anew. */
    void say() {
        csvWords.setText(getTranslation("audit.export.csv"));
        linesWords.setText(getTranslation("audit.export.lines"));
    }

    private Anchor link(String id, String format, String type, Span words) {
        DownloadHandler download = event -> send(event, format, type);
        Anchor link = new Anchor(download, "");
        Icon icon = VaadinIcon.DOWNLOAD_ALT.create();
        icon.getElement().setAttribute("aria-hidden", "true");
        link.add(icon, words);
        link.setId(id);
        link.addClassName("download");
        return link;
    }

    /** Nothing is written before the server has agreed; what breaks off later must not look like a whole file. */
    private void send(DownloadEvent event, String format, String type) throws IOException {
        event.setFileName("audit." + format);
        event.setContentType(type);
        try {
            switch (export.apply(format, event.getOutputStream())) {
                case Answer.Given<Nothing> given -> {}
                case Answer.Refused<Nothing> refused -> status(event, HttpStatusCode.FORBIDDEN);
                case Answer.SessionEnded<Nothing> ended -> status(event, HttpStatusCode.UNAUTHORIZED);
                case Answer.Unavailable<Nothing> away -> status(event, HttpStatusCode.SERVICE_UNAVAILABLE);
            }
        } catch (UncheckedIOException broken) {
            throw new IOException("an export was broken off", broken);
        }
    }

    private static void status(DownloadEvent event, HttpStatusCode code) {
        event.getResponse().setStatus(code.getCode());
    }
}
