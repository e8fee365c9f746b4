package org.messagebroker.admin.certificate;

import org.messagebroker.admin.page.Download;
import org.messagebroker.admin.page.Notice;
import org.messagebroker.admin.page.ShownOnce;
import org.messagebroker.admin.server.Bundle;

/** Hands a certificate over with its key, once. */
final class HandedOver {

    private HandedOver() {}

    /** @param holder whose it is */
    static void open(String holder, Bundle made) {
        String file = holder + "." + made.form().ending();
        Download link = new Download(
                Fields.words("certificates.bundle", file), file, made.form().type(), made.content());
        link.setId("bundle");
        Notice inside = new Notice();
        inside.tell(
                Notice.Kind.INFO, Fields.words("certificates.bundle.title"), Fields.words("certificates.bundle.text"));
        ShownOnce.open("certificates.issued", inside, link);
    }
}
