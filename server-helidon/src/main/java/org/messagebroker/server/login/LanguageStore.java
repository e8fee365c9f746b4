package org.messagebroker.server.login;

import io.helidon.dbclient.DbExecute;
import java.util.UUID;
import org.messagebroker.api.Language;
import org.messagebroker.server.database.Rows;

/** In which language people get their mail. */
final class LanguageStore {

    private LanguageStore() {}

    static Language of(DbExecute execute, UUID user) {
        return execute.createNamedGet("user-language", "SELECT language FROM users WHERE user_id = :user")
                .addParam("user", Rows.bytes(user))
                .execute()
                .map(row -> Language.of(row.column("language").getString()))
                .orElse(Language.EN);
    }

    static void set(DbExecute transaction, UUID user, Language language) {
        transaction
                .createNamedUpdate("user-language-set", "UPDATE users SET language = :language WHERE user_id = :user")
                .addParam("language", language.code())
                .addParam("user", Rows.bytes(user))
                .execute();
    }
}
