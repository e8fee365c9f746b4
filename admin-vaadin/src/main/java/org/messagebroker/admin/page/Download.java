package org.messagebroker.admin.page;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** A link under which the browser keeps a file. */
public final class Download extends Anchor {

    /** @param words on the link */
    public Download(String words, String fileName, String type, byte[] content) {
        super(
                DownloadHandler.fromInputStream(event ->
                        new DownloadResponse(new ByteArrayInputStream(content), fileName, type, content.length)),
                AttachmentType.DOWNLOAD,
                words);
        addClassName("download");
    }

    /** A file of text. */
    public static Download text(String words, String fileName, String content) {
        return new Download(words, fileName, "application/x-pem-file", content.getBytes(StandardCharsets.US_ASCII));
    }
}
