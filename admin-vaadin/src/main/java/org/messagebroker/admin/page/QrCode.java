package org.messagebroker.admin.page;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.messagebroker.api.SecondFactorEnrolment;

/** The secret of a second factor, for an authenticator app: a picture to scan, and letters to type for who cannot. */
public final class QrCode extends Div implements LocaleChangeObserver {

    private final Image picture;

    /** Shows this secret. */
    public QrCode(SecondFactorEnrolment enrolment) {
        addClassName("qr-code");
        picture = new Image(
                "data:image/svg+xml;base64,"
                        + base64(svg(modules(enrolment.uri().toString()))),
                "");
        Code secret = new Code(enrolment.secret());
        secret.setId("second-factor-secret");
        secret.addClassName("ltr");
        secret.getElement().setAttribute("dir", "ltr");
        add(picture, secret);
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        picture.setAlt(getTranslation("code.picture"));
    }

    private static BitMatrix modules(String text) {
        try {
            return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0);
        } catch (WriterException e) {
            throw new IllegalStateException("an enrolment that does not fit into a QR code", e);
        }
    }

    private static String svg(BitMatrix modules) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                path.append(modules.get(x, y) ? "M" + x + " " + y + "h1v1h-1z" : "");
            }
        }
        return "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 " + modules.getWidth() + " " + modules.getHeight()
                + "'><rect width='100%' height='100%' fill='#fff'/><path d='" + path + "'/></svg>";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
