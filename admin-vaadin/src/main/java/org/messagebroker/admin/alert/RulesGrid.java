package org.messagebroker.admin.alert;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.function.SerializableConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.CardGrid;
import org.messagebroker.api.AlertRule;

/** The columns of what is told, when and to whom. */
final class RulesGrid {

    private static final String KIND = "${item.may ? html`<button class='link' @click=${open}>${item.kind}</button>`"
            + " : html`<span>${item.kind}</span>`}";
    private static final String ACTIVE = "<vaadin-badge theme=${item.on}>${item.active}</vaadin-badge>";
    private static final String LEVEL = "<vaadin-badge theme=${item.theme}>${item.level}</vaadin-badge>";
    private static final String LIMIT = "<span>${item.limit}</span>";

    private RulesGrid() {}

    static CardGrid<AlertRule> create(
            Supplier<Formats> formats, BooleanSupplier may, SerializableConsumer<AlertRule> edit) {
        CardGrid<AlertRule> grid = new CardGrid<>("rules");
        return grid.onOpen(edit)
                .property("may", rule -> may.getAsBoolean())
                .property("kind", rule -> AlertNames.kind(rule.kind()))
                .property("active", rule -> say(rule.active() ? "rule.on" : "rule.off"))
                .property("on", rule -> rule.active() ? "success" : "")
                .property("level", rule -> AlertNames.level(rule.level()))
                .property("theme", rule -> AlertNames.theme(rule.level()))
                .property("limit", rule -> limit(rule, formats.get()))
                .property("repeat", rule -> repeat(rule, formats.get()))
                .property("recipients", RulesGrid::recipients)
                .column("rules.column.kind", KIND, "13rem", 2)
                .column("rules.column.active", ACTIVE, "7rem", 0)
                .column("rules.column.level", LEVEL, "7.5rem", 0)
                .column("rules.column.limit", LIMIT, "10rem", 1)
                .column("rules.column.repeat", "${item.repeat}", "8rem", 0)
                .column("rules.column.recipients", "<bdi class='cut'>${item.recipients}</bdi>", "12rem", 2)
                .card("<div>" + KIND + LEVEL + "</div><div class='secondary'>" + LIMIT + ACTIVE + "</div>");
    }

    private static String limit(AlertRule rule, Formats formats) {
        Limit limit = Limit.of(rule);
        return limit.value()
                .map(value ->
                        UI.getCurrentOrThrow().getTranslation("rules.limit." + limit.tag(), formats.number(value)))
                .orElse("—");
    }

    private static String repeat(AlertRule rule, Formats formats) {
        return switch (rule.repeatDays()) {
            case 0 -> say("rules.once");
            case 1 -> say("rules.daily");
            default -> UI.getCurrentOrThrow().getTranslation("rules.repeat", formats.number(rule.repeatDays()));
        };
    }

    private static String recipients(AlertRule rule) {
        return rule.recipients().isEmpty() ? say("rules.everyone") : String.join(", ", rule.recipients());
    }

    private static String say(String key) {
        return UI.getCurrentOrThrow().getTranslation(key);
    }
}
