package org.messagebroker.server.mail;

import java.util.Map;
import java.util.stream.Collectors;
import org.messagebroker.api.Language;
import org.messagebroker.server.mail.Mail.Part;

/** Lays a mail out, as text and as HTML without pictures, scripts or anything fetched from elsewhere. */
final class MailLayout {

    private static final String LEFT_TO_RIGHT = "\u2066%s\u2069";
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="%s" dir="%s"><head><meta charset="utf-8"><title>%s</title></head>
            <body style="margin:0;padding:24px;background:#f4f5f7;font-family:Vazirmatn,Tahoma,'Segoe UI',Arial,sans-serif;\
            font-size:15px;line-height:1.7;color:#1c2330">
            <div style="max-width:560px;margin:0 auto;padding:24px 28px;background:#ffffff;border:1px solid #dfe3e8;border-radius:8px">
            <h1 style="margin:0 0 16px;font-size:18px">%s</h1>
            %s
            <p style="margin:24px 0 0;padding-top:12px;border-top:1px solid #dfe3e8;font-size:12px;color:#5b6573">%s</p>
            </div></body></html>
            """;

    private final Mail mail;

    private MailLayout(Mail mail) {
        this.mail = mail;
    }

    static Letter of(Mail mail) {
        MailLayout layout = new MailLayout(mail);
        return new Letter(mail.subject(), layout.text(), layout.html());
    }

    private String text() {
        return mail.parts().stream().map(this::text).collect(Collectors.joining("\n\n", "", "\n\n-- \n"))
                + footer()
                + "\n";
    }

    private String text(Part part) {
        return switch (part) {
            case Part.Paragraph(String said) -> said;
            case Part.Link link -> link.label() + ":\n" + link.target();
            case Part.Facts(Map<String, String> values) ->
                values.entrySet().stream()
                        .map(fact -> fact.getKey() + ": " + isolated(fact.getValue()))
                        .collect(Collectors.joining("\n"));
        };
    }

    /** Addresses, ids and the like read from left to right also within Persian. */
    private String isolated(String value) {
        return mail.language() == Language.FA ? LEFT_TO_RIGHT.formatted(value) : value;
    }

    private String html() {
        String subject = escaped(mail.subject());
        return PAGE.formatted(
                mail.language().code(),
                mail.language() == Language.FA ? "rtl" : "ltr",
                subject,
                subject,
                mail.parts().stream().map(MailLayout::html).collect(Collectors.joining("\n")),
                escaped(footer()));
    }

    private static String html(Part part) {
        return switch (part) {
            case Part.Paragraph(String said) ->
                "<p style=\"margin:0 0 12px\">" + escaped(said).replace("\n", "<br>") + "</p>";
            case Part.Link link -> link(link);
            case Part.Facts(Map<String, String> values) ->
                values.entrySet().stream()
                        .map(fact -> "<tr><th style=\"padding:2px 12px 2px 0;text-align:start;font-weight:600\">"
                                + escaped(fact.getKey()) + "</th><td><bdi>" + escaped(fact.getValue())
                                + "</bdi></td></tr>")
                        .collect(
                                Collectors.joining("", "<table style=\"margin:0 0 12px;font-size:14px\">", "</table>"));
        };
    }

    private static String link(Part.Link link) {
        String target = escaped(link.target().toString());
        return "<p style=\"margin:16px 0\"><a href=\"" + target
                + "\" style=\"display:inline-block;padding:10px 18px;background:#1f5fbf;color:#ffffff;border-radius:6px;"
                + "text-decoration:none\">" + escaped(link.label()) + "</a></p>"
                + "<p dir=\"ltr\" style=\"margin:0 0 12px;font-size:12px;color:#5b6573;word-break:break-all\">" + target
                + "</p>";
    }

    private String footer() {
        return switch (mail.language()) {
            case EN -> "Sent by the message broker; nobody reads answers to it.";
            case FA -> "این پیام را کارگزار پیام فرستاده است؛ پاسخ به آن خوانده نمی‌شود.";
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
