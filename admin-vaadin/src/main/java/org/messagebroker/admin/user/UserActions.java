package org.messagebroker.admin.user;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.messagebroker.admin.page.Outcome;
import org.messagebroker.api.AccountChange;
import org.messagebroker.api.AccountView;

/** What can be done about an account. */
final class UserActions extends Div {

    private final UserForms forms;
    private final Runnable again;
    private final Map<String, Button> buttons = new LinkedHashMap<>();
    private final Button enable;
    private final Button disable;
    private final Button force;
    private final Button excuse;
    private Optional<AccountView> shown = Optional.empty();

    /** @param again called after a change */
    UserActions(UserForms forms, Runnable again) {
        this.forms = forms;
        this.again = again;
        addClassName("page-actions");
        button("role", user -> forms.role(user, this::done));
        button("password", user -> forms.password(user, this::done));
        force = button("force-change", user -> force(user, true));
        excuse = button("excuse-change", user -> force(user, false));
        button("expiry", user -> forms.expiry(user, this::done));
        button("client", user -> forms.client(user, this::done));
        enable = button("enable", user -> Outcome.take(forms.change(user, new AccountChange.Status(true)), this::done));
        disable = button("disable", user -> forms.disable(user, this::done));
        button("delete", user -> forms.delete(user, gone -> UserPage.leave())).addThemeVariants(ButtonVariant.ERROR);
    }

    /** Offers what fits the account, if the person may. */
    void show(AccountView user, boolean mayWrite) {
        shown = Optional.of(user);
        setVisible(mayWrite);
        enable.setVisible(!user.isActive());
        disable.setVisible(user.isActive());
        force.setVisible(!user.mustChangePassword());
        excuse.setVisible(user.mustChangePassword());
    }

    /** Writes every word anew. */
    void say() {
        buttons.forEach((name, button) -> button.setText(getTranslation("user.act." + name)));
    }

    private Button button(String name, Consumer<AccountView> act) {
        Button button = new Button();
        button.setId("user-act-" + name);
        button.addClickListener(click -> shown.ifPresent(act));
        buttons.put(name, button);
        add(button);
        return button;
    }

    private void force(AccountView user, boolean forced) {
        Outcome.take(forms.change(user, new AccountChange.ForcedPasswordChange(forced)), this::done);
    }

    private void done(AccountView changed) {
        again.run();
    }
}
