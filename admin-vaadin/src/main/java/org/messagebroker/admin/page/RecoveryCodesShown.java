package org.messagebroker.admin.page;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Paragraph;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Shows recovery codes, once, to be copied or kept as a file. */
public final class RecoveryCodesShown {

    private RecoveryCodesShown() {}

    /** Shows these. */
    public static void open(List<String> codes) {
        UI ui = UI.getCurrentOrThrow();
        String lines = String.join("\n", codes);
        Download file = new Download(
                ui.getTranslation("recovery.download"),
                "recovery-codes.txt",
                "text/plain",
                (lines + "\n").getBytes(StandardCharsets.US_ASCII));
        file.setId("recovery-codes-file");
        ShownOnce.open(
                "recovery",
                new Paragraph(ui.getTranslation("recovery.text")),
                new Copyable("recovery-codes", ui.getTranslation("recovery.title"), lines),
                file);
    }
}
