package org.messagebroker.server.alert;

import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.mail.Post;
import org.messagebroker.server.user.Authentication;

/** Alerts, put together. */
public final class AlertFeature {

    private final AlertWatch watch;
    private final HttpService routes;

    private AlertFeature(AlertWatch watch, HttpService routes) {
        this.watch = watch;
        this.routes = routes;
    }

    public static AlertFeature create(
            Database database,
            AlertConfig config,
            Sources sources,
            Post post,
            Authentication authentication,
            AuditStore audit,
            InstantSource clock) {
        return new AlertFeature(
                new AlertWatch(database, sources::find, post, config.interval(), clock),
                new AlertRoutes(authentication, database, new RuleService(database, audit)));
    }

    /** {@code /admin/alerts}. */
    public HttpService routes() {
        return routes;
    }

    /** From time to time: looks at what the rules name, and mails what has changed. */
    public void turn() {
        watch.turn();
    }
}
