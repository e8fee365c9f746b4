package org.messagebroker.server.alert;

import io.helidon.dbclient.DbExecute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.messagebroker.api.AlertRule;
import org.messagebroker.api.Language;

/** Who is told, and in which language. */
final class Recipients {

    private static final String ADMINISTRATORS = """
            SELECT email, language FROM users WHERE role = 'super_admin' AND active
                AND (expires_at IS NULL OR expires_at > UTC_TIMESTAMP(3)) ORDER BY email""";
    private static final String LANGUAGE = "SELECT language FROM users WHERE email = :email";

    private Recipients() {}

    /** E-mail addresses with their languages: those of accounts are known, others are told in English. */
    static Map<String, Language> of(DbExecute execute, AlertRule rule) {
        return rule.recipients().isEmpty() ? administrators(execute) : named(execute, rule.recipients());
    }

    private static Map<String, Language> administrators(DbExecute execute) {
        Map<String, Language> found = new LinkedHashMap<>();
        execute.createNamedQuery("alert-administrators", ADMINISTRATORS)
                .execute()
                .forEach(row -> found.put(
                        row.column("email").getString(),
                        Language.of(row.column("language").getString())));
        return found;
    }

    private static Map<String, Language> named(DbExecute execute, List<String> emails) {
        Map<String, Language> found = new LinkedHashMap<>();
        for (String email : emails) {
            found.put(
                    email,
                    execute.createNamedGet("alert-language", LANGUAGE)
                            .addParam("email", email)
                            .execute()
                            .map(row -> Language.of(row.column("language").getString()))
                            .orElse(Language.EN));
        }
        return found;
    }
}
