package org.messagebroker.admin.server;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.messagebroker.api.AlertKind;
import org.messagebroker.api.AlertPage;
import org.messagebroker.api.AlertRule;
import org.messagebroker.api.AlertRuleChange;
import org.messagebroker.api.AlertRules;
import org.messagebroker.api.TestMailOrder;
import org.messagebroker.api.TestMailResult;
import org.springframework.stereotype.Component;

/** Reads alerts and changes their rules at the server: {@code /admin/alerts}. Thread-safe. */
@Component
public final class AlertClient {

    private final ServerCalls server;

    AlertClient(ServerCalls server) {
        this.server = server;
    }

    /** What is wrong now, and some of what was told, the newest first, from a place on. */
    public Answer<AlertPage> alerts(PortalSession session, Optional<String> after, int limit) {
        Uri uri = Uri.of("/admin/alerts").with("after", after).with("limit", limit);
        return server.get(session, uri, AlertPage.class);
    }

    /** One rule for each kind. */
    public Answer<List<AlertRule>> rules(PortalSession session) {
        return server.get(session, Uri.of("/admin/alerts/rules"), AlertRules.class)
                .map(AlertRules::rules);
    }

    /** Changes a rule. */
    public Answer<AlertRule> change(PortalSession session, AlertKind kind, AlertRuleChange change) {
        String name = kind.name().toLowerCase(Locale.ROOT);
        return server.put(session, Uri.of("/admin/alerts/rules/{kind}", name), change, AlertRule.class);
    }

    /** Has a mail sent at once. */
    public Answer<TestMailResult> testMail(PortalSession session, TestMailOrder order) {
        return server.post(session, Uri.of("/admin/mail/test"), order, TestMailResult.class);
    }
}
