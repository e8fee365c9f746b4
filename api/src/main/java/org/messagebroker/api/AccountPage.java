package org.messagebroker.api;

import java.util.List;
import java.util.Optional;

/**
 * Some of the accounts that were asked for, by e-mail address.
 *
 * @param total how many there are in all
 * @param next for {@code after}, to read on; absent on the last page
 */
public record AccountPage(List<AccountView> users, long total, Optional<String> next) {

    public AccountPage {
        users = List.copyOf(users);
    }
}
