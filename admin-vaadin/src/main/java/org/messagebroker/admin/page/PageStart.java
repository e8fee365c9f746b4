package org.messagebroker.admin.page;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import java.security.SecureRandom;
import java.util.Base64;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.messagebroker.admin.language.Language;
import org.messagebroker.admin.language.Preferences;
import org.springframework.stereotype.Component;

/**
 * Prepares a page before the browser paints it: language, direction and theme as the person chose them, and a policy under
 * which only scripts of ours run. What Vaadin still needs beyond that is told in
 * docs/decisions/2026-11-23-content-security-policy.md.
 */
@Component
final class PageStart implements VaadinServiceInitListener {

    private static final String POLICY = "default-src 'none'; script-src 'nonce-NONCE' 'self' 'unsafe-eval';"
            + " style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self';"
            + " manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'self'; object-src 'none'";

    private final SecureRandom random = new SecureRandom();

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.addIndexHtmlRequestListener(this::prepare);
        event.getSource().addUIInitListener(start -> show(start.getUI(), VaadinRequest.getCurrent()));
    }

    private void prepare(IndexHtmlResponse page) {
        Preferences chosen = Preferences.of(page.getVaadinRequest());
        Language language = chosen.languageFor(page.getVaadinRequest());
        Element html = page.getDocument().selectXpath("/html").first();
        if (html != null) {
            html.attr("lang", language.tag());
            html.attr("dir", language.direction().getClientName());
            html.attr("theme", chosen.theme().scheme().getThemeValue());
            html.attr("style", "color-scheme: " + chosen.theme().scheme().getValue());
        }
        permitScripts(page);
    }

    private void permitScripts(IndexHtmlResponse page) {
        byte[] bytes = new byte[18];
        random.nextBytes(bytes);
        String nonce = Base64.getEncoder().encodeToString(bytes);
        Document document = page.getDocument();
        document.select("script").attr("nonce", nonce);
        page.getVaadinResponse().setHeader(PageHeaders.POLICY, POLICY.replace("NONCE", nonce));
    }

    private static void show(UI ui, VaadinRequest request) {
        Preferences chosen = Preferences.of(request);
        Preferences.show(ui, chosen.languageFor(request));
        ui.getPage().setColorScheme(chosen.theme().scheme());
    }
}
