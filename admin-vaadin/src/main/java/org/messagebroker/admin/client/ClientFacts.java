package org.messagebroker.admin.client;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.admin.certificate.CertificatesView;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Facts;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.api.ClientView;

/** What is known of a client, in the language of the page. */
final class ClientFacts {

    private ClientFacts() {}

    /** Everything. */
    static Facts of(Component page, Formats formats, ClientView client) {
        return new Facts()
                .fact("clients.column.state", badge(page, client.state()))
                .fact("clients.column.domain", own(client.domain()))
                .fact("clients.column.site", Foreign.ltr(client.site()))
                .fact("clients.column.rate", rate(page, formats, client))
                .fact("clients.column.replay", replay(page, client))
                .fact("clients.grace", grace(page, formats, client))
                .fact("clients.column.certificates", certificates(formats, client))
                .fact("clients.contact", own(client.contact()))
                .fact("clients.notes", own(client.notes()))
                .fact("clients.created", formats.dateTime(client.createdAt()))
                .fact(
                        "clients.changed",
                        client.changedAt().map(formats::dateTime).orElse("—"));
    }

    static Badge badge(Component page, String state) {
        Badge badge = new Badge(page.getTranslation("clients.state." + state));
        badge.getElement().setAttribute("data-state", state);
        badge.getElement().setAttribute("theme", theme(state));
        return badge;
    }

    /** The colour of a state. */
    static String theme(String state) {
        return state.equals("active") ? "success" : "error";
    }

    static String rate(Component page, Formats formats, ClientView client) {
        return client.ratePerMinute()
                .map(most -> page.getTranslation("clients.rate.most", formats.number(most)))
                .orElseGet(() -> page.getTranslation("clients.rate.unlimited"));
    }

    static String replay(Component page, ClientView client) {
        return page.getTranslation(
                "clients.replay." + client.replayMode().name().toLowerCase(Locale.ROOT));
    }

    private static String grace(Component page, Formats formats, ClientView client) {
        return client.graceSeconds()
                .map(seconds -> page.getTranslation("clients.grace.seconds", formats.number(seconds)))
                .orElseGet(() -> page.getTranslation("clients.grace.usual"));
    }

    private static RouterLink certificates(Formats formats, ClientView client) {
        RouterLink link = new RouterLink(formats.number(client.activeCertificates()), CertificatesView.class);
        link.setQueryParameters(QueryParameters.simple(
                Map.of("role", "client", "search", client.clientId().value())));
        return link;
    }

    private static Span own(Optional<String> text) {
        return Foreign.own(text.orElse("—"));
    }
}
